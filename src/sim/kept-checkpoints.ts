import { byteBudget, bytesApart, bytesOfLogs } from './byte-budget.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { SimState } from './state.ts';

/** A checkpoint of a run's timeline. */
export interface KeptCheckpoint extends Checkpoint {
  readonly atUs: number;
  /** Commands applied before it. */
  readonly applied: number;
  /** Bytes that it keeps and the next one does not; 0 for the newest. */
  readonly bytesApart: number;
}

/** Simulated time between checkpoints, microseconds, and how many are kept at most; older ones thin out. */
export const checkpointEveryUs = 5_000_000;
const maxCheckpoints = 48;

/**
 * Adds the newest checkpoint. When there are too many, or they and the logs go over the budget, those go whose
 * neighbours lie closest together for their age; never the first and the newest.
 */
export function withCheckpoint(kept: readonly KeptCheckpoint[], newest: KeptCheckpoint): readonly KeptCheckpoint[] {
  const list = [...kept, newest];
  measure(list, list.length - 2);
  const room = byteBudget - bytesOfLogs(newest.state);
  let bytes = bytesOfCheckpoints(list);
  while (list.length > 2 && (list.length > maxCheckpoints || bytes > room)) {
    const victim = leastMissed(list);
    list.splice(victim, 1);
    measure(list, victim - 1);
    bytes = bytesOfCheckpoints(list);
  }
  return list;
}

export const bytesOfCheckpoints = (list: readonly KeptCheckpoint[]): number =>
  list.reduce((sum, kept) => sum + kept.bytesApart, 0);

/** What the run's logs and checkpoints take of the budget, bytes, about. */
export function bytesHeld(state: SimState, list: readonly KeptCheckpoint[]): { logs: number; checkpoints: number } {
  return { logs: bytesOfLogs(state), checkpoints: bytesOfCheckpoints(list) };
}

/** Compares a checkpoint with the one that follows it now. */
function measure(list: KeptCheckpoint[], at: number): void {
  const older = list[at];
  const newer = list[at + 1];
  if (older === undefined || newer === undefined) return;
  list[at] = { ...older, bytesApart: bytesApart(older.state, newer.state) };
}

function leastMissed(list: readonly KeptCheckpoint[]): number {
  const now = list.at(-1)?.atUs ?? 0;
  let victim = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 1; at < list.length - 1; at++) {
    const gap = (list[at + 1]?.atUs ?? 0) - (list[at - 1]?.atUs ?? 0);
    const age = now - (list[at]?.atUs ?? 0) + checkpointEveryUs;
    if (gap / age < least) {
      least = gap / age;
      victim = at;
    }
  }
  return victim;
}
