import type { SimState } from '../state.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/** K1. The epoch that each voter has reached, by node; its quorum-state file carries it over a restart. */
export type EpochsSeen = Map<number, number>;

/** A voter's epoch never falls. Source: RaftEventSimulationTest.MonotonicEpoch. */
export function checkQuorumEpochs(s: SimState, seen: EpochsSeen): BrokenPromise | null {
  for (const { id, raft } of s.controllers.values()) {
    const before = seen.get(id) ?? 0;
    if (raft.epoch < before) return broken('K1 quorum epochs', `controller ${id} fell from ${before} to ${raft.epoch}`);
    seen.set(id, raft.epoch);
  }
  return null;
}
