import type { StateCreator } from 'zustand';
import type { ApiName } from '../kafka/protocol/requests.ts';
import type { PageState } from './page-state.ts';
import type { RecordPlace, Selection } from './selection.ts';

export type DialogName = 'fidelity' | 'shortcuts' | 'share';

/** Where a record by hand is to go, as far as it is chosen already. */
export interface ProduceInto {
  readonly topic?: string;
  readonly partition?: number;
}

/** How the cluster is looked at: nothing here is part of the run. */
export interface LookSlice {
  readonly selection: Selection | null;
  readonly record: RecordPlace | null;
  /** The form for a record by hand stands in the inspector. */
  readonly produce: ProduceInto | null;
  readonly dialog: DialogName | null;
  /** The inspector as a sheet, on narrow screens. */
  readonly sheetOpen: boolean;
  /** The servers' logs stand under the stage. */
  readonly serverLogOpen: boolean;
  readonly colourBy: 'partition' | 'key';
  /** Kinds of requests without records that are drawn. */
  readonly kinds: ReadonlySet<ApiName>;
  select(selection: Selection | null): void;
  showRecord(record: RecordPlace | null): void;
  openProduce(into: ProduceInto | null): void;
  openDialog(dialog: DialogName | null): void;
  setSheetOpen(open: boolean): void;
  setServerLogOpen(open: boolean): void;
  setColourBy(colourBy: 'partition' | 'key'): void;
  showKinds(apis: readonly ApiName[], shown: boolean): void;
}

/** Shown from the first: what keeps a cluster together. Metadata and the likes can be switched on. */
const kindsAtFirst: readonly ApiName[] = [
  'Fetch',
  'JoinGroup',
  'SyncGroup',
  'LeaveGroup',
  'AlterPartition',
  'OffsetCommit',
];

export const createLookSlice: StateCreator<PageState, [], [], LookSlice> = (set) => ({
  selection: null,
  record: null,
  produce: null,
  dialog: null,
  sheetOpen: false,
  serverLogOpen: false,
  colourBy: 'partition',
  kinds: new Set(kindsAtFirst),
  select: (selection) => set({ selection, record: null, produce: null, sheetOpen: selection !== null }),
  showRecord: (record) =>
    set((state) => ({ record, produce: null, sheetOpen: record !== null || state.selection !== null })),
  openProduce: (produce) => set({ produce, record: null, sheetOpen: produce !== null }),
  openDialog: (dialog) => set({ dialog }),
  setSheetOpen: (sheetOpen) => set({ sheetOpen }),
  setServerLogOpen: (serverLogOpen) => set({ serverLogOpen }),
  setColourBy: (colourBy) => set({ colourBy }),
  showKinds: (apis, shown) =>
    set((state) => {
      const kinds = new Set(state.kinds);
      for (const api of apis) {
        if (shown) kinds.add(api);
        else kinds.delete(api);
      }
      return { kinds };
    }),
});
