import type { PartitionLog } from '../kafka/log/partition-log.ts';
import type { RecordBatch } from '../kafka/record/record-batch.ts';
import type { Replica } from './broker/replica-state.ts';
import { forgetAppended, forgetCut } from './evidence/appended.ts';
import { addEntries } from './evidence/entries.ts';
import { heldUntil } from './evidence/sent-records.ts';
import type { AckedRange } from './evidence-state.ts';
import { ownEvidence, type SimState, tell } from './state.ts';

/** Ranges kept per partition: older ones are joined, so that a long run stays small. */
const maxRanges = 64;

/** Adds a range; one that continues the range before it in the same epoch is joined to it. */
export function addRange(ranges: readonly AckedRange[], range: AckedRange): AckedRange[] {
  const at = ranges.findIndex(
    (r) => r.epoch === range.epoch && (r.last + 1 === range.first || range.last + 1 === r.first),
  );
  const joined = ranges[at];
  if (joined === undefined) return [...ranges, range].slice(-maxRanges);
  const grown = { ...joined, first: Math.min(joined.first, range.first), last: Math.max(joined.last, range.last) };
  return ranges.map((r, i) => (i === at ? grown : r));
}

/** Splits ranges into what `isGone` says of an epoch's tail: kept and gone. */
export function splitRanges(
  ranges: readonly AckedRange[],
  goneFrom: (epoch: number) => number,
): { kept: AckedRange[]; gone: AckedRange[] } {
  const kept: AckedRange[] = [];
  const gone: AckedRange[] = [];
  for (const range of ranges) {
    const from = goneFrom(range.epoch);
    if (range.last < from) kept.push(range);
    else if (range.first >= from) gone.push(range);
    else {
      kept.push({ ...range, last: from - 1 });
      gone.push({ ...range, first: from });
    }
  }
  return { kept, gone };
}

const count = (ranges: readonly AckedRange[]): number => ranges.reduce((sum, r) => sum + r.last - r.first + 1, 0);

export const partitionName = (topic: string, partition: number): string => `${topic}-${partition}`;

/** A producer was told that these records are written; `epoch` is the leader's that appended them. */
export function noteAcknowledged(
  s: SimState,
  topic: string,
  partition: number,
  epoch: number,
  first: number,
  last: number,
): void {
  const evidence = ownEvidence(s);
  const name = partitionName(topic, partition);
  evidence.acknowledged += last - first + 1;
  evidence.acked.set(name, addRange(evidence.acked.get(name) ?? [], { epoch, first, last }));
}

/** The topic is deleted on request: its records are not lost but given up. */
export function forgetTopic(s: SimState, topic: string): void {
  const isOf = (name: string): boolean => name.slice(0, name.lastIndexOf('-')) === topic;
  const evidence = ownEvidence(s);
  forgetAppended(s, topic);
  for (const table of [evidence.acked, evidence.lost, evidence.unavailable, evidence.unavailableUs]) {
    for (const name of [...table.keys()]) if (isOf(name)) table.delete(name);
  }
  for (const name of [...evidence.delivered.keys()]) {
    if (!isOf(name.slice(name.lastIndexOf('/') + 1))) continue;
    evidence.delivered.delete(name);
    evidence.processed.delete(name);
    evidence.abandoned.delete(name);
  }
}

/**
 * A leader of a new epoch takes over: acknowledged records of older epochs that its log does not hold are lost. They may
 * still lie on another disk, but that replica will cut them when it follows the new leader.
 */
export function noteLeaderTakesOver(
  s: SimState,
  topic: string,
  partition: number,
  log: PartitionLog,
  wasLeader: boolean,
): void {
  const name = partitionName(topic, partition);
  const acked = s.evidence.acked.get(name);
  if (wasLeader) return;
  forgetCut(s, topic, partition, (epoch) => heldUntil(log, epoch));
  if (acked === undefined) return;
  const { kept, gone } = splitRanges(acked, (epoch) => endOfEpoch(log, epoch));
  if (gone.length > 0) noteLost(s, topic, partition, kept, gone);
}

function noteLost(
  s: SimState,
  topic: string,
  partition: number,
  kept: readonly AckedRange[],
  gone: readonly AckedRange[],
): void {
  const name = partitionName(topic, partition);
  const evidence = ownEvidence(s);
  evidence.acked.set(name, kept);
  evidence.lost.set(name, [...(evidence.lost.get(name) ?? []), ...gone].slice(-maxRanges));
  const records = count(gone);
  evidence.acknowledgedLost += records;
  const firstOffset = Math.min(...gone.map((range) => range.first));
  addEntries(
    s,
    'lost',
    gone.map((range) => ({ kind: 'lost', atUs: s.nowUs, topic, partition, ...range })),
  );
  tell(s, { kind: 'acknowledged-lost', topic, partition, firstOffset, records });
}

/** First offset that the log does not hold of an epoch: the start of the next higher one. */
function endOfEpoch(log: PartitionLog, epoch: number): number {
  for (const entry of log.leaderEpochs) if (entry.epoch > epoch) return entry.startOffset;
  return log.logEndOffset;
}

/** Acknowledged by a leader that had a successor already and did not know it: its own log was the only place. */
function noteCutOff(s: SimState, { topic, partition }: Replica, batch: RecordBatch): void {
  const name = partitionName(topic, partition);
  const { epoch, first, last } = {
    epoch: batch.partitionLeaderEpoch,
    first: batch.baseOffset,
    last: batch.lastOffset,
  };
  const isHit = (range: AckedRange): boolean => range.epoch === epoch && range.first <= last && first <= range.last;
  const acked = s.evidence.acked.get(name) ?? [];
  if (!acked.some(isHit)) return;
  const { kept, gone } = splitRanges(acked, (of) => (of === epoch ? first : Number.POSITIVE_INFINITY));
  noteLost(s, topic, partition, kept, gone);
}

/** A follower cut its log back to what its leader has. */
export function noteTruncation(
  s: SimState,
  replica: Replica,
  toOffset: number,
  endBefore: number,
  removed: readonly RecordBatch[],
): void {
  const name = partitionName(replica.topic, replica.partition);
  for (const batch of removed) noteCutOff(s, replica, batch);
  for (const { partitionLeaderEpoch, baseOffset } of removed) {
    const goneFrom = (epoch: number): number =>
      epoch === partitionLeaderEpoch ? baseOffset : Number.POSITIVE_INFINITY;
    forgetCut(s, replica.topic, replica.partition, goneFrom);
  }
  const lost = s.evidence.lost.get(name) ?? [];
  let acknowledged = 0;
  for (const batch of removed) {
    for (const range of lost) {
      if (range.epoch !== batch.partitionLeaderEpoch) continue;
      const overlap = Math.min(range.last, batch.lastOffset) - Math.max(range.first, batch.baseOffset, toOffset) + 1;
      acknowledged += Math.max(0, overlap);
    }
  }
  const { broker, topic, partition } = replica;
  if (topic.startsWith('__')) return;
  tell(s, { kind: 'truncated', broker, topic, partition, toOffset, records: endBefore - toOffset, acknowledged });
}
