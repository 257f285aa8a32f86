import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { createDiskSlice } from './disk-slice.ts';
import { createLookSlice } from './look-slice.ts';
import { createNoticesSlice } from './notices-slice.ts';
import type { PageState } from './page-state.ts';
import { createPreferencesSlice } from './preferences-slice.ts';
import { createRunSlice } from './run-slice.ts';
import { createTransportSlice } from './transport-slice.ts';

export type PageStore = UseBoundStore<StoreApi<PageState>>;

export function createPage(): PageStore {
  return create<PageState>()((...tools) => ({
    ...createRunSlice(...tools),
    ...createTransportSlice(...tools),
    ...createLookSlice(...tools),
    ...createDiskSlice(...tools),
    ...createPreferencesSlice(...tools),
    ...createNoticesSlice(...tools),
  }));
}

/** The state of this page. */
export const usePage: PageStore = createPage();
