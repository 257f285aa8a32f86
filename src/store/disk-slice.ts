import type { StateCreator } from 'zustand';
import type { OpenedDirectory } from '../worker/protocol/disk.ts';
import type { PageState } from './page-state.ts';

export type LensName = 'cluster' | 'topic' | 'groups' | 'storage';

/** Whose log directory is looked at: a node of the run, or one that was opened beside it. */
export type DiskOwner =
  | { readonly kind: 'node'; readonly node: number }
  | { readonly kind: 'opened'; readonly id: number };

/** What the storage lens shows; nothing here is part of the run. */
export interface DiskSlice {
  readonly lens: LensName;
  /** null: the first broker. */
  readonly diskOwner: DiskOwner | null;
  /** A file or a partition directory; '' is the log directory itself. */
  readonly diskPath: string;
  /** The byte that is chosen in the file; null before one is. */
  readonly diskPosition: number | null;
  readonly opened: readonly OpenedDirectory[];
  showLens(lens: LensName): void;
  lookAtDisk(owner: DiskOwner, path: string, position?: number): void;
  chooseByte(position: number): void;
  addOpened(directory: OpenedDirectory): void;
  removeOpened(id: number): void;
}

export const createDiskSlice: StateCreator<PageState, [], [], DiskSlice> = (set) => ({
  lens: 'cluster',
  diskOwner: null,
  diskPath: '',
  diskPosition: null,
  opened: [],
  showLens: (lens) => set({ lens, sheetOpen: false }),
  lookAtDisk: (diskOwner, diskPath, position) =>
    set({ lens: 'storage', diskOwner, diskPath, diskPosition: position ?? null, sheetOpen: false }),
  chooseByte: (diskPosition) => set({ diskPosition }),
  addOpened: (directory) =>
    set(({ opened }) => ({
      opened: [...opened, directory],
      diskOwner: { kind: 'opened', id: directory.id },
      diskPath: '',
      diskPosition: null,
    })),
  removeOpened: (id) =>
    set(({ opened, diskOwner }) => {
      const shown = diskOwner?.kind === 'opened' && diskOwner.id === id;
      const rest = opened.filter((directory) => directory.id !== id);
      return shown ? { opened: rest, diskOwner: null, diskPath: '', diskPosition: null } : { opened: rest };
    }),
});
