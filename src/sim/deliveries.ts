import { decodeUtf8 } from '../base/utf8.ts';
import type { PartitionLog } from '../kafka/log/partition-log.ts';
import type { TopicPartition } from '../kafka/protocol/requests.ts';
import { addEntries, type EvidenceEntry } from './evidence/entries.ts';
import { epochRanges, recordsBetween } from './evidence/sent-records.ts';
import { addRange, partitionName, splitRanges } from './evidence.ts';
import type { AckedRange } from './evidence-state.ts';
import { ownEvidence, replicaKey, type SimState } from './state.ts';
import { committedImage } from './view/committed-image.ts';

/*
 * What becomes of a partition's records at a group, whichever of its members they are handed to: some come twice, some
 * are passed over, and some of a key come after one that lies behind them.
 */

interface Delivered extends TopicPartition {
  readonly fromOffset: number;
  /** Inclusive. */
  readonly toOffset: number;
}

interface Reader {
  readonly group: string;
  /** client.id */
  readonly id: string;
}

/** Looked through for records of a key that were processed before one that lies before them. */
const mostLookedAt = 2000;

const add = (counts: Map<string, number>, group: string, records: number): unknown =>
  counts.set(group, Math.max(0, (counts.get(group) ?? 0) + records));

/** poll() returned records to a member of a group. */
export function noteDelivered(s: SimState, reader: Reader, at: Delivered): void {
  const { topic, partition, fromOffset, toOffset } = at;
  const name = `${reader.group}/${partitionName(topic, partition)}`;
  const furthest = s.evidence.delivered.get(name);
  ownEvidence(s).delivered.set(name, Math.max(furthest ?? 0, toOffset + 1));
  if (furthest === undefined || fromOffset === furthest) return;
  const log = leadersLog(s, topic, partition);
  if (log === undefined) return;
  if (fromOffset > furthest) noteSkipped(s, reader, log, furthest, at);
  else noteNotSkipped(s, reader, at, epochRanges(log, fromOffset, toOffset));
}

/** The application of a member has processed records. */
export function noteProcessed(s: SimState, reader: Reader, at: Delivered): void {
  const { topic, partition, fromOffset, toOffset } = at;
  const name = `${reader.group}/${partitionName(topic, partition)}`;
  const processed = s.evidence.processed.get(name) ?? [];
  const log = leadersLog(s, topic, partition);
  const ranges = epochRanges(log, fromOffset, toOffset);
  const fresh = ranges.flatMap((range) => without(range, processed));
  ownEvidence(s).processed.set(name, fresh.reduce(addRange, [...processed]));
  const twice = ranges.flatMap((range) => processed.flatMap((before) => overlap(range, before)));
  if (twice.length > 0) noteTwice(s, reader, at, twice);
  if (log !== undefined && fresh.length > 0) noteOutOfOrder(s, reader, log, fresh, processed);
}

function leadersLog(s: SimState, topic: string, partition: number): PartitionLog | undefined {
  const leader = committedImage(s).topics.get(topic)?.partitions[partition]?.leader ?? -1;
  return s.logs.get(replicaKey(s, leader, topic, partition));
}

const lengthOf = ({ first, last }: AckedRange): number => last - first + 1;

/** The parts of a range that the others have nothing of. */
function without(range: AckedRange, others: readonly AckedRange[]): AckedRange[] {
  let parts = [range];
  for (const { epoch, first, last } of others) {
    if (epoch !== range.epoch) continue;
    parts = parts.flatMap((part) =>
      [
        { ...part, last: Math.min(part.last, first - 1) },
        { ...part, first: Math.max(part.first, last + 1) },
      ].filter((rest) => rest.first <= rest.last),
    );
  }
  return parts;
}

/** A reset, or a commit that went ahead of the reading: what lies between was handed to nobody. */
function noteSkipped(s: SimState, { group, id }: Reader, log: PartitionLog, furthest: number, at: Delivered): void {
  const entries: EvidenceEntry[] = [];
  const { topic, partition } = at;
  let records = 0;
  for (const range of epochRanges(log, Math.max(furthest, log.logStartOffset), at.fromOffset - 1)) {
    // The cleaner leaves gaps.
    const count = [...recordsBetween(log, range.first, range.last)].length;
    if (count === 0) continue;
    records += count;
    entries.push({ kind: 'skipped', atUs: s.nowUs, topic, partition, ...range, group, member: id });
  }
  if (records === 0) return;
  add(ownEvidence(s).skipped, group, records);
  addEntries(s, 'skipped', entries);
}

function noteTwice(s: SimState, { group, id }: Reader, at: Delivered, twice: readonly AckedRange[]): void {
  const { topic, partition } = at;
  const place = { atUs: s.nowUs, topic, partition, group, member: id };
  add(
    ownEvidence(s).redelivered,
    group,
    twice.reduce((sum, range) => sum + lengthOf(range), 0),
  );
  const entries = twice.map((range): EvidenceEntry => ({ kind: 'processed-twice', ...place, ...range }));
  addEntries(s, 'processed-twice', entries);
}

/** A group has gone back: what it had passed over is handed out after all. */
function noteNotSkipped(
  s: SimState,
  { group }: Reader,
  { topic, partition }: Delivered,
  ranges: readonly AckedRange[],
): void {
  const evidence = ownEvidence(s);
  const isHere = (entry: EvidenceEntry): boolean =>
    entry.kind === 'skipped' && entry.group === group && entry.topic === topic && entry.partition === partition;
  const skipped = evidence.entries.get('skipped') ?? [];
  if (!skipped.some(isHere)) return;
  let late = 0;
  const left = skipped.flatMap((entry) => {
    if (entry.kind !== 'skipped' || !isHere(entry)) return [entry];
    const parts = without(entry, ranges).map(({ first, last }) => ({ ...entry, first, last }));
    late += lengthOf(entry) - parts.reduce((sum, part) => sum + lengthOf(part), 0);
    return parts;
  });
  if (late === 0) return;
  add(evidence.skipped, group, -late);
  evidence.entries.set('skipped', left);
}

function overlap(range: AckedRange, other: AckedRange): AckedRange[] {
  const [first, last] = [Math.max(range.first, other.first), Math.min(range.last, other.last)];
  return range.epoch === other.epoch && first <= last ? [{ ...range, first, last }] : [];
}

/**
 * Records that are processed for the first time, after one of their key that lies behind them (the group went back to
 * what it had passed over), or that was sent later (the log has them so).
 */
function noteOutOfOrder(
  s: SimState,
  { group, id: member }: Reader,
  log: PartitionLog,
  fresh: readonly AckedRange[],
  processed: readonly AckedRange[],
): void {
  const { topic, partition } = log;
  const entries: EvidenceEntry[] = [];
  const note = (at: AckedRange, key: string | null, behind: number): unknown =>
    entries.push({ kind: 'out-of-order', atUs: s.nowUs, topic, partition, ...at, group, member, key, behind });
  for (const range of fresh) {
    for (const entry of s.evidence.entries.get('reordered') ?? []) {
      if (entry.kind !== 'reordered' || entry.topic !== topic || entry.partition !== partition) continue;
      for (const at of overlap(entry, range)) note(at, entry.key, entry.behind);
    }
    const later = processed.filter(({ first }) => first > range.first);
    if (later.length === 0) continue;
    const firstOfKey = firstOffsets(log, later);
    for (const { key, offset } of recordsBetween(log, range.first, range.last)) {
      if (key === null) continue;
      const text = decodeUtf8(key);
      const behind = firstOfKey.get(text) ?? -1;
      if (behind > offset) note({ epoch: range.epoch, first: offset, last: offset }, text, behind);
    }
  }
  if (entries.length === 0) return;
  add(ownEvidence(s).outOfOrder, group, entries.length);
  addEntries(s, 'out-of-order', entries);
}

/** By key: where the first record of it lies in these ranges. */
function firstOffsets(log: PartitionLog, ranges: readonly AckedRange[]): Map<string, number> {
  const found = new Map<string, number>();
  let looked = 0;
  for (const { first, last } of ranges) {
    for (const { key, offset } of recordsBetween(log, first, last)) {
      looked += 1;
      if (looked > mostLookedAt) return found;
      if (key === null) continue;
      const text = decodeUtf8(key);
      if (!found.has(text)) found.set(text, offset);
    }
  }
  return found;
}

/** A leader takes over that does not have all that groups read: its offsets have other records from then on. */
export function forgetRead(s: SimState, topic: string, partition: number, goneFrom: (epoch: number) => number): void {
  for (const group of s.groups.keys()) {
    const name = `${group}/${partitionName(topic, partition)}`;
    const { kept, gone } = splitRanges(s.evidence.processed.get(name) ?? [], goneFrom);
    if (gone.length === 0) continue;
    const evidence = ownEvidence(s);
    const first = Math.min(...gone.map((range) => range.first));
    evidence.processed.set(name, kept);
    evidence.delivered.set(name, Math.min(evidence.delivered.get(name) ?? first, first));
  }
}
