import type { PartitionLog, Segment } from '../../kafka/log/partition-log.ts';
import { remembering } from './checker.ts';
import type { ReplicaChange } from './seen/replica-change.ts';

/**
 * L1. In every log segments follow one another in the order of their bases, offsets grow from batch to batch, without a
 * gap unless it is compacted, and the log ends after its last batch. Source: LocalLog.append, UnifiedLog.append.
 * Remembers where logs were cut inside a batch: the whole batch goes, and the log goes on where it was cut
 * (LocalLog.truncateTo).
 */
export const logOrder = remembering(
  'log order',
  ['L1'],
  () => new Map<number, ReadonlySet<number>>(),
  (_, { changes }, cuts) => {
    for (const change of changes) {
      if (change.log === null) {
        cuts.delete(change.key);
        continue;
      }
      const wrong = orderIn(change, change.log, mayGoOn(change, cuts.get(change.key) ?? noCuts));
      if (wrong !== null) return `broker ${change.broker} ${change.partition.name}: ${wrong}`;
      noteCut(change.key, change.log, cuts);
    }
    return null;
  },
);

const noCuts: ReadonlySet<number> = new Set();

/** Whether a log that has `next` next may go on at `offset`. */
type MayGoOn = (offset: number, next: number) => boolean;

/** Holes stay where a cleaner took batches out, or where a log was cut inside a batch. */
const mayGoOn =
  ({ partition }: ReplicaChange, cuts: ReadonlySet<number>): MayGoOn =>
  (offset, next) =>
    offset === next || (offset > next && (partition.compacted || cuts.has(offset)));

function noteCut(key: number, { segments, logEndOffset }: PartitionLog, cuts: Map<number, ReadonlySet<number>>): void {
  const last = segments[segments.length - 1];
  if (last === undefined || last.trailingBytes !== null || endOf(last) === logEndOffset) return;
  const known = cuts.get(key) ?? noCuts;
  if (!known.has(logEndOffset)) cuts.set(key, new Set([...known, logEndOffset]));
}

/** Segments that are as they were seen are not read again; of the last one only what is new. */
function orderIn({ before }: ReplicaChange, log: PartitionLog, goesOn: MayGoOn): string | null {
  const { segments, logStartOffset, logEndOffset } = log;
  if (logStartOffset > logEndOffset) return `starts at ${logStartOffset} and ends at ${logEndOffset}`;
  let next: number | null = null;
  for (const [at, segment] of segments.entries()) {
    const known = before?.segments[at];
    if (next !== null && !goesOn(segment.baseOffset, next))
      return `a segment begins at ${segment.baseOffset} after ${next}`;
    const seen = known === segment ? segment.length : 0;
    const isLast = at === segments.length - 1;
    const from = isLast && known?.baseOffset === segment.baseOffset ? (before?.length ?? 0) : isLast ? 0 : seen;
    const wrong = orderOf(segment, Math.min(from, segment.length), goesOn);
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

function orderOf(segment: Segment, from: number, goesOn: MayGoOn): string | null {
  const first = segment.batches[from];
  if (from >= segment.length || first === undefined) return null;
  const before = from === 0 ? undefined : segment.batches[from - 1];
  let next = before === undefined ? segment.baseOffset : before.lastOffset + 1;
  // A segment may begin with a hole: its start was cut off, or cleaned.
  if (before === undefined && goesOn(first.baseOffset, next)) next = first.baseOffset;
  for (let at = from; at < segment.length; at++) {
    const batch = segment.batches[at];
    if (batch === undefined) return `batch ${at} of segment ${segment.baseOffset} is not there`;
    if (!goesOn(batch.baseOffset, next)) return `offset ${batch.baseOffset} follows ${next - 1}`;
    if (batch.lastOffset < batch.baseOffset) return `a batch goes from ${batch.baseOffset} to ${batch.lastOffset}`;
    next = batch.lastOffset + 1;
  }
  return null;
}
