import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import { nodeOfReplicaKey, type SimState } from '../state.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';
import { isCompacted } from './compacted.ts';

/**
 * In every log offsets grow from batch to batch, without a gap unless it is compacted, segments follow each other, epochs
 * never fall, and each batch's epoch is the one that the epoch cache gives for its offset. `only` looks at the last
 * batches of each log.
 */
export function checkLogOrder(s: SimState, only: 'all' | 'ends'): BrokenPromise | null {
  for (const [key, log] of s.logs) {
    const wrong = orderOf(log, only, isCompacted(s, log.topic));
    if (wrong !== null)
      return broken('log order', `broker ${nodeOfReplicaKey(key)} ${log.topic}-${log.partition}: ${wrong}`);
  }
  return null;
}

function orderOf(log: PartitionLog, only: 'all' | 'ends', gaps: boolean): string | null {
  const follows = (offset: number, next: number): boolean => offset === next || (gaps && offset > next);
  if (log.logStartOffset > log.logEndOffset) return `starts at ${log.logStartOffset} and ends at ${log.logEndOffset}`;
  const segments = only === 'all' ? log.segments : log.segments.slice(-1);
  let next = segments[0]?.baseOffset ?? 0;
  let epoch = -1;
  for (const segment of segments) {
    if (!follows(segment.baseOffset, next)) return `a segment begins at ${segment.baseOffset} after ${next}`;
    const from = only === 'all' ? 0 : Math.max(0, segment.length - 3);
    next = segment.batches[from]?.baseOffset ?? next;
    for (let at = from; at < segment.length; at++) {
      const batch = segment.batches[at];
      if (batch === undefined) return `batch ${at} of segment ${segment.baseOffset} is not there`;
      if (!follows(batch.baseOffset, next)) return `offset ${batch.baseOffset} follows ${next - 1}`;
      if (batch.partitionLeaderEpoch < epoch) return `epoch ${batch.partitionLeaderEpoch} follows ${epoch}`;
      if (cachedEpoch(log, batch.baseOffset) !== batch.partitionLeaderEpoch && batch.baseOffset >= log.logStartOffset) {
        return `the epoch cache has ${cachedEpoch(log, batch.baseOffset)} for offset ${batch.baseOffset} of epoch ${batch.partitionLeaderEpoch}`;
      }
      epoch = batch.partitionLeaderEpoch;
      next = batch.lastOffset + 1;
    }
  }
  return follows(log.logEndOffset, next) ? null : `ends at ${log.logEndOffset}, its last batch at ${next - 1}`;
}

function cachedEpoch(log: PartitionLog, offset: number): number {
  let epoch = -1;
  for (const entry of log.leaderEpochs) if (entry.startOffset <= offset) epoch = entry.epoch;
  return epoch;
}
