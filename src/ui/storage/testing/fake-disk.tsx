import { type ReactNode, Suspense } from 'react';
import { snapshotOf } from '../../../diagram/cluster/testing/snapshot-fixture.ts';
import type { Driver } from '../../../store/driver.ts';
import type { ByteWindow, DiskCalls, DiskListing, NamedRange } from '../../../worker/protocol/disk.ts';
import { fakeDriver } from '../../testing/fake-driver.ts';
import { type Disk, DiskContext } from '../disk-context.tsx';
import { StorageTextsProvider } from '../texts.tsx';

export const view = snapshotOf();

export function listingOf(paths: readonly string[], changes: Partial<DiskListing> = {}): DiskListing {
  const files = paths.map((path, i) => ({ path, sizeInBytes: 100 * (i + 1) }));
  return { files, partitions: [], writable: false, recoveries: [], ...changes };
}

export function diskOf(listing: DiskListing): Disk {
  const owner = { kind: 'node', node: 1 } as const;
  return { owner, source: { kind: 'run', runId: 'run-1', node: 1 }, moment: null, listing };
}

/** A driver whose worker answers questions about the disk with these values. */
export function diskDriver(answers: { readonly [N in keyof DiskCalls]?: unknown }): ReturnType<typeof fakeDriver> {
  const disk: Driver['disk'] = async (name) => ({ ok: true, value: answers[name] }) as never;
  return { ...fakeDriver(view), disk };
}

export function InDisk({ disk, children }: { disk: Disk; children: ReactNode }) {
  return (
    <Suspense>
      <StorageTextsProvider>
        <DiskContext value={disk}>
          <div className="storage" style={{ height: 700 }}>
            {children}
          </div>
        </DiskContext>
      </StorageTextsProvider>
    </Suspense>
  );
}

const batch = { kind: 'batch', offset: 7 } as const;

/** The head of a batch, 61 bytes, and a second one, of which the CRC is wrong. */
export function windowOf(changes: Partial<ByteWindow> = {}): ByteWindow {
  const bytes = Uint8Array.from({ length: 122 }, (_, i) => i);
  const headOf = (at: number, wrong: boolean): NamedRange[] => [
    { start: at, end: at + 8, name: 'baseOffset', value: '7', part: batch },
    { start: at + 8, end: at + 12, name: 'batchLength', value: '49', part: batch },
    { start: at + 12, end: at + 16, name: 'partitionLeaderEpoch', value: '3', part: batch },
    { start: at + 16, end: at + 17, name: 'magic', value: '2', part: batch },
    { start: at + 17, end: at + 21, name: 'crc', value: '0x11121314', part: batch, covers: [at + 21, at + 61], wrong },
    { start: at + 21, end: at + 61, name: 'attributes', value: 'none', part: batch },
  ];
  const ranges = [...headOf(0, false), ...headOf(61, true)];
  return { sizeInBytes: 122, from: 0, bytes, ranges, committedTo: 61, flushedTo: 0, ...changes };
}
