import type { PartitionLog, Segment } from '../../kafka/log/partition-log.ts';
import { checker } from './checker.ts';
import type { ReplicaChange } from './seen/replica-change.ts';

/**
 * L1. In every log segments follow one another in the order of their bases, offsets grow from batch to batch, without a
 * gap unless it is compacted, and the log ends after its last batch. Source: LocalLog.append, UnifiedLog.append.
 */
export const logOrder = checker('log order', ['L1'], (_, { changes }) => {
  for (const change of changes) {
    const wrong = change.log === null ? null : orderIn(change, change.log);
    if (wrong !== null) return `broker ${change.broker} ${change.partition.name}: ${wrong}`;
  }
  return null;
});

/** Segments that are as they were seen are not read again; of the last one only what is new. */
function orderIn({ before, partition }: ReplicaChange, log: PartitionLog): string | null {
  const { segments, logStartOffset, logEndOffset } = log;
  if (logStartOffset > logEndOffset) return `starts at ${logStartOffset} and ends at ${logEndOffset}`;
  let next: number | null = null;
  for (const [at, segment] of segments.entries()) {
    const known = before?.segments[at];
    if (next !== null && !follows(segment.baseOffset, next, partition.compacted))
      return `a segment begins at ${segment.baseOffset} after ${next}`;
    const seen = known === segment ? segment.length : 0;
    const isLast = at === segments.length - 1;
    const from = isLast && known?.baseOffset === segment.baseOffset ? (before?.length ?? 0) : isLast ? 0 : seen;
    const wrong = orderOf(segment, Math.min(from, segment.length), partition.compacted);
    if (wrong !== null) return wrong;
    next = endOf(segment);
  }
  if (next === null) return 'has no segment';
  if (segments[segments.length - 1]?.trailingBytes !== null) return null;
  // A truncation into a batch removes the whole batch: a hole may remain below the end.
  return logEndOffset >= next ? null : `ends at ${logEndOffset}, its last batch at ${next - 1}`;
}

const endOf = (segment: Segment): number => {
  const last = segment.length === 0 ? undefined : segment.batches[segment.length - 1];
  return last === undefined ? segment.baseOffset : last.lastOffset + 1;
};

/** Holes stay where a cleaner took batches out, or where a log was cut inside a batch. */
const follows = (offset: number, next: number, gaps: boolean): boolean => offset === next || (gaps && offset > next);

function orderOf(segment: Segment, from: number, gaps: boolean): string | null {
  const first = segment.batches[from];
  if (from >= segment.length || first === undefined) return null;
  const before = from === 0 ? undefined : segment.batches[from - 1];
  let next = before === undefined ? segment.baseOffset : before.lastOffset + 1;
  // The first segment may begin with a hole: its start was cut off, or cleaned.
  if (before === undefined && first.baseOffset > next && gaps) next = first.baseOffset;
  for (let at = from; at < segment.length; at++) {
    const batch = segment.batches[at];
    if (batch === undefined) return `batch ${at} of segment ${segment.baseOffset} is not there`;
    if (!follows(batch.baseOffset, next, gaps)) return `offset ${batch.baseOffset} follows ${next - 1}`;
    if (batch.lastOffset < batch.baseOffset) return `a batch goes from ${batch.baseOffset} to ${batch.lastOffset}`;
    next = batch.lastOffset + 1;
  }
  return null;
}
