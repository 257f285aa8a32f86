import { remembering } from './checker.ts';
import { controllersIn } from './seen/controllers.ts';

/**
 * K1. A voter's quorum epoch never falls, also not over a restart: its quorum-state file carries it.
 * Source: RaftEventSimulationTest.MonotonicEpoch. Remembers the epoch of each voter.
 */
export const quorumEpochs = remembering(
  'quorum epochs',
  ['K1'],
  () => new Map<number, number>(),
  (s, step, seen) => {
    for (const { id, raft } of controllersIn(s, step)) {
      const before = seen.get(id) ?? 0;
      if (raft.epoch < before) return `controller ${id} fell from ${before} to ${raft.epoch}`;
      seen.set(id, raft.epoch);
    }
    return null;
  },
);
