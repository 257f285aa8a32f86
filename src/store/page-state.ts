import type { DiskSlice } from './disk-slice.ts';
import type { LookSlice } from './look-slice.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { PreferencesSlice } from './preferences-slice.ts';
import type { RunSlice } from './run-slice.ts';
import type { TransportSlice } from './transport-slice.ts';

export type PageState = RunSlice & TransportSlice & LookSlice & DiskSlice & PreferencesSlice & NoticesSlice;
