import { decodeUtf8 } from '../../base/utf8.ts';
import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import type { KafkaRecord, RecordBatch } from '../../kafka/record/record-batch.ts';
import { ownEvidence, replicaKey, type SimState, topicNumberOfReplicaKey } from '../state.ts';
import type { Appended, AppendedRun } from './appended-state.ts';
import { addEntries, type EvidenceEntry } from './entries.ts';
import { hasLaterLeader } from './later-leader.ts';
import { heldUntil, recordsBetween } from './sent-records.ts';

/*
 * What becomes of the order in which an application sent its records: a producer without idempotence that tries again
 * after a lost answer has a batch appended twice, and, with more than one request in flight, behind a later one
 * (docs of max.in.flight.requests.per.connection). A record counts once: its further copies as duplicated, its first copy
 * as reordered when one of the same key that was sent later lies before it.
 *
 * The producer numbers the records of a partition as it puts them into batches, and a retry carries the same numbers. Batches
 * that come in their order cost one look at the last one.
 */

/** Who sent a batch, and its first record's number. */
export interface BatchOrigin {
  readonly node: number;
  readonly firstOrdinal: number;
}

/** As many requests as a client may sensibly have in flight lie behind one that is tried again. */
const maxRuns = 64;

/** A leader has appended a batch that its log did not recognise as one that it has. */
export function noteAppended(s: SimState, log: PartitionLog, batch: RecordBatch, from: BatchOrigin): void {
  const key = replicaKey(s, from.node, log.topic, log.partition);
  const known = s.evidence.appended.get(key);
  const { firstOrdinal } = from;
  const { baseOffset: firstOffset, partitionLeaderEpoch: epoch, count } = batch;
  if (known !== undefined && firstOrdinal < known.nextOrdinal && !isSucceeded(s, log, epoch)) {
    lookBack(s, log, batch, from, known);
  }
  const run = { epoch, firstOffset, firstOrdinal, count };
  const nextOrdinal = Math.max(known?.nextOrdinal ?? 0, firstOrdinal + count);
  ownEvidence(s).appended.set(key, { nextOrdinal, runs: withRun(known?.runs ?? [], run) });
}

/** What a leader appends that has a successor without knowing it will be cut from its log: it is in no history that counts. */
const isSucceeded = (s: SimState, { topic, partition }: PartitionLog, leaderEpoch: number): boolean =>
  hasLaterLeader(s, { topic, partition, leaderEpoch });

function withRun(runs: readonly AppendedRun[], run: AppendedRun): readonly AppendedRun[] {
  const last = runs.at(-1);
  if (last === undefined) return [run];
  const follows =
    last.epoch === run.epoch &&
    last.firstOffset + last.count === run.firstOffset &&
    last.firstOrdinal + last.count === run.firstOrdinal;
  if (follows) return runs.with(-1, { ...last, count: last.count + run.count });
  return runs.length < maxRuns ? [...runs, run] : [...runs.slice(1), run];
}

/** The part of the run that the log holds: a leader that took over may not have had all of it. */
function heldPart(log: PartitionLog, run: AppendedRun): AppendedRun {
  const count = Math.max(0, Math.min(run.count, heldUntil(log, run.epoch) - run.firstOffset));
  return count === run.count ? run : { ...run, count };
}

function lookBack(s: SimState, log: PartitionLog, batch: RecordBatch, from: BatchOrigin, known: Appended): void {
  const held = known.runs.map((run) => heldPart(log, run)).filter(({ count }) => count > 0);
  const records = [...recordsBetween(log, batch.baseOffset, batch.lastOffset)];
  const duplicated: EvidenceEntry[] = [];
  const reordered: EvidenceEntry[] = [];
  for (const [index, record] of records.entries()) {
    const ordinal = from.firstOrdinal + index;
    const copyOf = offsetOf(held, ordinal);
    if (copyOf !== null) {
      addDuplicate(duplicated, { ...entryOf(s, log, batch, from, record), kind: 'duplicated', copyOf });
      continue;
    }
    const behind = laterOfKey(log, held, ordinal, record);
    if (behind !== null) reordered.push({ ...entryOf(s, log, batch, from, record), kind: 'reordered', behind });
  }
  const evidence = ownEvidence(s);
  evidence.duplicated += recordsIn(duplicated);
  evidence.reordered += recordsIn(reordered);
  addEntries(s, 'duplicated', duplicated);
  addEntries(s, 'reordered', reordered);
}

function offsetOf(runs: readonly AppendedRun[], ordinal: number): number | null {
  const run = runs.find(({ firstOrdinal, count }) => firstOrdinal <= ordinal && ordinal < firstOrdinal + count);
  return run === undefined ? null : run.firstOffset + ordinal - run.firstOrdinal;
}

/** Where the log has a record of the same key that was sent later; null: nowhere. */
function laterOfKey(
  log: PartitionLog,
  runs: readonly AppendedRun[],
  ordinal: number,
  { key }: KafkaRecord,
): number | null {
  if (key === null) return null;
  for (const { firstOrdinal, firstOffset, count } of runs) {
    const skipped = Math.max(0, ordinal + 1 - firstOrdinal);
    for (const later of recordsBetween(log, firstOffset + skipped, firstOffset + count - 1)) {
      if (later.key !== null && isSame(later.key, key)) return later.offset;
    }
  }
  return null;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

function entryOf(s: SimState, log: PartitionLog, batch: RecordBatch, from: BatchOrigin, record: KafkaRecord) {
  return {
    atUs: s.nowUs,
    topic: log.topic,
    partition: log.partition,
    epoch: batch.partitionLeaderEpoch,
    first: record.offset,
    last: record.offset,
    producer: s.producers.get(from.node)?.id ?? '',
    key: record.key === null ? null : decodeUtf8(record.key),
  };
}

/** Neighbours whose first copies are neighbours too make one entry. */
function addDuplicate(entries: EvidenceEntry[], entry: Extract<EvidenceEntry, { readonly kind: 'duplicated' }>): void {
  const last = entries.at(-1);
  if (
    last?.kind === 'duplicated' &&
    last.last + 1 === entry.first &&
    last.copyOf + last.last - last.first + 1 === entry.copyOf
  ) {
    entries[entries.length - 1] = { ...last, last: entry.last };
  } else {
    entries.push(entry);
  }
}

const recordsIn = (entries: readonly EvidenceEntry[]): number =>
  entries.reduce((sum, entry) => sum + ('first' in entry ? entry.last - entry.first + 1 : 0), 0);

/** A part of the partition's history is gone: what `goneFrom` says of an epoch's tail lies in no log that counts. */
export function forgetCut(s: SimState, topic: string, partition: number, goneFrom: (epoch: number) => number): void {
  for (const kind of ['duplicated', 'reordered'] as const) {
    const known = s.evidence.entries.get(kind) ?? [];
    const isCut = (entry: EvidenceEntry): boolean =>
      'last' in entry && entry.topic === topic && entry.partition === partition && entry.last >= goneFrom(entry.epoch);
    if (!known.some(isCut)) continue;
    const left = known.flatMap((entry) => {
      if (!('last' in entry) || !isCut(entry)) return [entry];
      const last = goneFrom(entry.epoch) - 1;
      return last < entry.first ? [] : [{ ...entry, last }];
    });
    const evidence = ownEvidence(s);
    evidence[kind] -= recordsIn(known) - recordsIn(left);
    evidence.entries.set(kind, left);
  }
}

/** The topic is deleted: another one of its name begins anew. */
export function forgetAppended(s: SimState, topic: string): void {
  const { appended } = ownEvidence(s);
  const number = s.topicNumbers.get(topic);
  for (const key of [...appended.keys()]) if (topicNumberOfReplicaKey(key) === number) appended.delete(key);
}
