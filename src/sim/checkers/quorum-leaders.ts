import type { SimState } from '../state.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/** K2. The leader of each epoch of the metadata quorum, as anybody has ever said. */
export type QuorumLeadersSeen = Map<number, number>;

/**
 * All voters name the same leader of an epoch, and only that one leads. Source: RaftEventSimulationTest.SingleLeader;
 * NeverTwoLeadersInSameEpoch of the KIP-853 model.
 */
export function checkQuorumLeaders(s: SimState, seen: QuorumLeadersSeen): BrokenPromise | null {
  for (const { id, raft } of s.controllers.values()) {
    const leader = raft.role.kind === 'leader' ? id : raft.leaderId;
    if (leader < 0) continue;
    const known = seen.get(raft.epoch) ?? leader;
    if (known !== leader) {
      return broken(
        'K2 one quorum leader an epoch',
        `epoch ${raft.epoch}: ${known}, and ${leader} by controller ${id}`,
      );
    }
    seen.set(raft.epoch, leader);
  }
  return null;
}
