import { metadataKey } from '../broker/metadata-listener.ts';
import { logAt, type SimState } from '../state.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/** K4. The highest offset that was ever committed. */
export interface QuorumWatermarkSeen {
  highWatermark: number;
}

export const createQuorumWatermarkSeen = (): QuorumWatermarkSeen => ({ highWatermark: -1 });

/**
 * A majority of logs reaches the leader's high watermark, which covers a record of its own epoch; and once known, that
 * of a later leader is no lower. Source: RaftEventSimulationTest.MajorityReachedHighWatermark, MonotonicHighWatermark;
 * LeaderState.maybeUpdateHighWatermark.
 */
export function checkQuorumHighWatermark(s: SimState, seen: QuorumWatermarkSeen): BrokenPromise | null {
  const promise = 'K4 quorum high watermark';
  let latest = -1;
  for (const { id, raft } of s.controllers.values()) {
    const { role, highWatermark, epoch, voters } = raft;
    if (role.kind !== 'leader' || highWatermark < 0) continue;
    if (highWatermark <= role.epochStartOffset) {
      return broken(promise, `controller ${id}: ${highWatermark} holds no record of its epoch ${epoch}`);
    }
    const reached = voters.filter((voter) => logAt(s, metadataKey(s, voter)).logEndOffset >= highWatermark);
    if (2 * reached.length <= voters.length) {
      return broken(
        promise,
        `controller ${id}: only ${reached.join(', ')} of ${voters.join(', ')} reach ${highWatermark}`,
      );
    }
    if (epoch <= latest) continue;
    latest = epoch;
    if (highWatermark > seen.highWatermark) seen.highWatermark = highWatermark;
  }
  const leader = [...s.controllers.values()].find(({ raft }) => raft.role.kind === 'leader' && raft.epoch === latest);
  if (leader !== undefined && isNewest(s, latest) && leader.raft.highWatermark < seen.highWatermark) {
    return broken(promise, `controller ${leader.id}: ${leader.raft.highWatermark} after ${seen.highWatermark}`);
  }
  return null;
}

/** An older leader that has not heard of the newer one may know less. */
const isNewest = (s: SimState, epoch: number): boolean =>
  [...s.controllers.values()].every(({ raft }) => raft.epoch <= epoch);
