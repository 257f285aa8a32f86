import type { PartitionLog, Segment } from '../../kafka/log/partition-log.ts';
import { remembering } from './checker.ts';
import type { ReplicaChange } from './seen/replica-change.ts';

/**
 * L1. In every log segments follow one another in the order of their bases, offsets grow from batch to batch, without a
 * gap unless it is compacted, and the log ends after its last batch. Source: LocalLog.append, UnifiedLog.append.
 * Remembers where a hole stays: where a log was cut inside a batch, of which all goes (LocalLog.truncateTo), and where a
 * power failure took what lay below the log's start: the recovery point is never below it, so that is not flushed
 * (UnifiedLog.updateLogStartOffset). Of the holes that a log has at the first look nothing is known.
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
      const known = cuts.get(change.key) ?? noHoles;
      const ends = withNewHoles(known, change, change.log);
      if (ends !== known) cuts.set(change.key, ends);
      const wrong = orderIn(change, change.log, mayGoOn(change, ends));
      if (wrong !== null) return `broker ${change.broker} ${change.partition.name}: ${wrong}`;
    }
    return null;
  },
);

const noHoles: ReadonlySet<number> = new Set();

/** Whether a log that has `next` next may go on at `offset`. */
type MayGoOn = (offset: number, next: number) => boolean;

/** Holes stay where a cleaner took batches out, and where they are known to end. */
const mayGoOn =
  ({ partition }: ReplicaChange, ends: ReadonlySet<number>): MayGoOn =>
  (offset, next) =>
    offset === next || (offset > next && (partition.compacted || ends.has(offset)));

function withNewHoles(known: ReadonlySet<number>, change: ReplicaChange, log: PartitionLog): ReadonlySet<number> {
  const found = change.before === null || change.isReopened ? holesIn(log, change.before?.logStartOffset) : [];
  const last = log.segments[log.segments.length - 1];
  const isCut = last !== undefined && last.trailingBytes === null && endOf(last) !== log.logEndOffset;
  if (isCut) found.push(log.logEndOffset);
  return found.every((end) => known.has(end)) ? known : new Set([...known, ...found]);
}

/** Where the holes of a log end, up to where it began before; all, at the first look. */
function holesIn({ segments }: PartitionLog, upTo = Number.POSITIVE_INFINITY): number[] {
  const ends: number[] = [];
  let next = segments[0]?.baseOffset ?? 0;
  const goOn = (offset: number) => {
    if (offset > next && offset <= upTo) ends.push(offset);
  };
  for (const segment of segments) {
    goOn(segment.baseOffset);
    next = segment.baseOffset;
    for (let at = 0; at < segment.length; at++) {
      const batch = segment.batches[at];
      if (batch === undefined) continue;
      goOn(batch.baseOffset);
      next = batch.lastOffset + 1;
    }
  }
  return ends;
}

/** Segments that are as they were seen are not read again; of the last one only what is new. */
function orderIn(change: ReplicaChange, log: PartitionLog, goesOn: MayGoOn): string | null {
  const { segments, logStartOffset, logEndOffset } = log;
  const before = change.isReopened ? null : change.before;
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
