import { metadataKey } from '../broker/metadata-listener.ts';
import { logAt, type SimState } from '../state.ts';
import { remembering } from './checker.ts';
import { controllersIn } from './seen/controllers.ts';

/**
 * K4. A majority of logs reaches the quorum leader's high watermark, which covers a record of its own epoch; and once
 * known, that of a later leader is no lower. Source: RaftEventSimulationTest.MajorityReachedHighWatermark,
 * MonotonicHighWatermark; LeaderState.maybeUpdateHighWatermark. Remembers the highest.
 */
export const quorumHighWatermark = remembering(
  'quorum high watermark',
  ['K4'],
  () => ({ highest: -1 }),
  (s, step, seen) => (controllersIn(s, step).length === 0 ? null : wrongIn(s, seen)),
);

function wrongIn(s: SimState, seen: { highest: number }): string | null {
  let latest = -1;
  let ofLatest = -1;
  for (const { id, raft } of s.controllers.values()) {
    const { role, highWatermark, epoch, voters } = raft;
    if (role.kind !== 'leader' || highWatermark < 0) continue;
    if (highWatermark <= role.epochStartOffset) {
      return `controller ${id}: ${highWatermark} holds no record of its epoch ${epoch}`;
    }
    const reached = voters.filter((voter) => logAt(s, metadataKey(s, voter)).logEndOffset >= highWatermark);
    if (2 * reached.length <= voters.length) {
      return `controller ${id}: only ${reached.join(', ')} of ${voters.join(', ')} reach ${highWatermark}`;
    }
    if (epoch <= latest) continue;
    latest = epoch;
    ofLatest = highWatermark;
    if (highWatermark > seen.highest) seen.highest = highWatermark;
  }
  // An older leader that has not heard of the newer one may know less.
  const isNewest = [...s.controllers.values()].every(({ raft }) => raft.epoch <= latest);
  return isNewest && ofLatest < seen.highest ? `epoch ${latest}: ${ofLatest} after ${seen.highest}` : null;
}
