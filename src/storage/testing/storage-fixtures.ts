import type { RunDocument } from '../../scenario/document.ts';
import type { SavedRun } from '../../sim/run.ts';
import type { Commit, FileChange } from '../run-store.ts';

export function aDocument(over: Partial<RunDocument> = {}): RunDocument {
  return {
    format: 'samsa-run',
    version: 1,
    preset: 'custom',
    seed: 7,
    startTimeMs: 1_700_000_000_000,
    setup: {
      brokers: [{ id: 1, rack: null }],
      controllerId: 100,
      network: { latencyUs: 500, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
      brokerConfigs: {},
      topics: [],
      producers: [],
      groups: [],
    },
    commands: [],
    momentUs: 0,
    ...over,
  };
}

export function aCommit(
  id: string,
  over: { atMs?: number; changes?: FileChange[]; state?: unknown; fresh?: boolean } = {},
): Commit {
  const atMs = over.atMs ?? 1;
  const run = {
    id,
    branch: 0,
    version: 1,
    savedAtMs: atMs,
    document: aDocument({ momentUs: atMs }),
    hash: `hash-${atMs}`,
    damaged: false,
  };
  const saved = { state: over.state ?? { at: atMs }, logs: [] } as unknown as SavedRun;
  return { run, saved, changes: over.changes ?? [], fresh: over.fresh ?? false };
}

/** `length` bytes that differ with `seed` and with their place. */
export function someBytes(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 31 + (i >> 8) * 7 + seed * 101) & 0xff;
  return bytes;
}
