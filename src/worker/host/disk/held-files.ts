import { ok, type Result } from '../../../base/result.ts';
import type { DiskProblem } from '../../protocol/disk.ts';
import type { ScannedLog } from './log-source.ts';
import { scanLog } from './scan-log.ts';

type Read = (path: string) => Promise<Result<Uint8Array, DiskProblem>>;

/** The bytes of the files looked at last, and where their batches begin, so that a window does not read a whole file again. */
export interface HeldFiles {
  readonly read: Read;
  scanned(path: string): Promise<Result<ScannedLog, DiskProblem>>;
}

const mostHeldBytes = 64 << 20;

export function holdFiles(readFile: Read): HeldFiles {
  const held = new Map<string, Promise<Result<Uint8Array, DiskProblem>>>();
  const scans = new WeakMap<Uint8Array, ScannedLog>();
  const sizes = new Map<string, number>();

  function read(path: string): Promise<Result<Uint8Array, DiskProblem>> {
    const known = held.get(path);
    if (known !== undefined) {
      // The newest stands last.
      held.delete(path);
      held.set(path, known);
      return known;
    }
    const reading = readFile(path);
    held.set(path, reading);
    void reading.then((bytes) => {
      sizes.set(path, bytes.ok ? bytes.value.length : 0);
      forgetOldest();
    });
    return reading;
  }

  function forgetOldest(): void {
    let bytes = [...held.keys()].reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0);
    for (const path of [...held.keys()].slice(0, -1)) {
      if (bytes <= mostHeldBytes) return;
      bytes -= sizes.get(path) ?? 0;
      held.delete(path);
      sizes.delete(path);
    }
  }

  return {
    read,
    async scanned(path) {
      const bytes = await read(path);
      if (!bytes.ok) return bytes;
      const known = scans.get(bytes.value) ?? { bytes: bytes.value, scan: scanLog(bytes.value) };
      scans.set(bytes.value, known);
      return ok(known);
    },
  };
}
