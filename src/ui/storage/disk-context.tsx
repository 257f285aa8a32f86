import { createContext, use } from 'react';
import { assert } from '../../base/assert.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import type { DiskOwner } from '../../store/disk-slice.ts';
import { usePage } from '../../store/page.ts';
import type { DiskListing, DiskSource } from '../../worker/protocol/disk.ts';

/** The log directory in sight. */
export interface Disk {
  readonly owner: DiskOwner;
  readonly source: DiskSource;
  /** What to ask again for when it changes; null for a directory that does not change. */
  readonly moment: Snapshot | null;
  readonly listing: DiskListing | null;
}

export const DiskContext = createContext<Disk | null>(null);

export function useDisk(): Disk {
  const disk = use(DiskContext);
  assert(disk !== null, 'useDisk outside of DiskContext');
  return disk;
}

/** Shows something of the log directory in sight. */
export function useLookAt(): (path: string, position?: number) => void {
  const { owner } = useDisk();
  return (path, position) => usePage.getState().lookAtDisk(owner, path, position);
}
