import { remembering } from './checker.ts';
import { controllersIn } from './seen/controllers.ts';

/**
 * K2. All voters name the same leader of a quorum epoch, and only that one leads. Source:
 * RaftEventSimulationTest.SingleLeader; NeverTwoLeadersInSameEpoch of the KIP-853 model. Remembers each epoch's leader.
 */
export const quorumLeaders = remembering(
  'one quorum leader an epoch',
  ['K2'],
  () => new Map<number, number>(),
  (s, step, seen) => {
    for (const { id, raft } of controllersIn(s, step)) {
      const leader = raft.role.kind === 'leader' ? id : raft.leaderId;
      if (leader < 0) continue;
      const known = seen.get(raft.epoch) ?? leader;
      if (known !== leader) return `epoch ${raft.epoch}: ${known}, and ${leader} by controller ${id}`;
      seen.set(raft.epoch, leader);
    }
    return null;
  },
);
