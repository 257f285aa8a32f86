import { assert } from '../../base/assert.ts';
import { msToUs } from '../../base/units.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { commonResponse } from './common-response.ts';
import type { RaftFetchResponse } from './raft-messages.ts';
import type { RaftNode, RaftStep } from './raft-node.ts';

/** Only the leader of the asker's epoch answers; epoch −1: the asker leaves that open. Source: validateLeaderOnlyRequest. */
export function leaderOnlyError(node: RaftNode, epoch: number): ErrorCode {
  if (epoch >= 0 && epoch < node.epoch) return 'FENCED_LEADER_EPOCH';
  if (epoch > node.epoch) return 'UNKNOWN_LEADER_EPOCH';
  return node.role.kind === 'leader' ? 'NONE' : 'NOT_LEADER_OR_FOLLOWER';
}

/**
 * A follower appends what came, or cuts off what its leader does not have, and learns what is committed. False: the
 * answer was of no use, and its sender is left alone for a while. Source: KafkaRaftClient.handleFetchResponse (4.3.1).
 */
export function handleRaftFetchResponse(node: RaftNode, step: RaftStep, response: RaftFetchResponse): boolean {
  if (commonResponse(node, step, response) === 'done') return true;
  const { role } = node;
  if (response.error !== 'NONE' || role.kind !== 'follower') return false;
  const { divergingEpoch, records, highWatermark } = response;
  if (divergingEpoch !== null) {
    assert(divergingEpoch.endOffset >= node.highWatermark, 'what is committed is not cut off');
    step.effects.push({ kind: 'truncate', ...divergingEpoch });
  } else {
    const wanted = records.filter((batch) => batch.partitionLeaderEpoch <= node.epoch);
    if (wanted.length > 0) step.effects.push({ kind: 'append', records: wanted });
    const end = (wanted.at(-1)?.lastOffset ?? step.log.endOffset - 1) + 1;
    raiseHighWatermark(node, step, Math.min(end, highWatermark));
  }
  const fetchDeadlineUs = step.nowUs + msToUs(step.config.fetchTimeoutMs);
  node.role = { kind: 'follower', fetchDeadlineUs, hasFetchedFromLeader: true };
  return true;
}

function raiseHighWatermark(node: RaftNode, step: RaftStep, highWatermark: number): void {
  if (highWatermark <= node.highWatermark) return;
  node.highWatermark = highWatermark;
  step.effects.push({ kind: 'high-watermark' });
}
