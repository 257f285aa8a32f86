import type { StateCreator } from 'zustand';
import type { RunDocument } from '../scenario/document.ts';
import type { Snapshot } from '../sim/snapshot.ts';
import type { RunId, StorageState } from '../worker/protocol.ts';
import type { PageState } from './page-state.ts';
import { emptyStory, type Story } from './story.ts';

/** The run that is open. `document` is as it was opened; acts given since are not in it. */
export interface OpenRun {
  readonly id: RunId;
  readonly document: RunDocument;
}

export interface StateHash {
  readonly hash: string;
  readonly atUs: number;
}

/** Why there is no run to show: a promise of ours was broken. */
export interface Failure {
  readonly kind: 'invariant' | 'crashed' | 'unknown-run' | 'page';
  readonly message: string;
  readonly seed: number | null;
  readonly atUs: number | null;
  readonly step: number | null;
}

export interface RunSlice {
  readonly run: OpenRun | null;
  /** For the panels: refreshed about four times a second while the run plays. The stage has its own, every frame. */
  readonly view: Snapshot | null;
  readonly story: Story;
  readonly commands: number;
  readonly storage: StorageState | null;
  readonly hash: StateHash | null;
  /** The latest moment this run has been at. */
  readonly visitedUs: number;
  readonly failure: Failure | null;
}

export const createRunSlice: StateCreator<PageState, [], [], RunSlice> = () => ({
  run: null,
  view: null,
  story: emptyStory,
  commands: 0,
  storage: null,
  hash: null,
  visitedUs: 0,
  failure: null,
});
