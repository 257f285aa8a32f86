import { decodeUtf8 } from '../base/utf8.ts';
import type { PartitionLog } from '../kafka/log/partition-log.ts';
import { addEntries, type EvidenceEntry } from './evidence/entries.ts';
import { lengthOf, overlap, without } from './evidence/ranges.ts';
import { epochRanges, recordsBetween } from './evidence/sent-records.ts';
import {
  leadersLog,
  nameAt,
  noteNotSkipped,
  noteSkipped,
  noteTakenUp,
  type Offsets,
  type Reader,
} from './evidence/skipped.ts';
import { addRange, partitionName, splitRanges } from './evidence.ts';
import type { AckedRange } from './evidence-state.ts';
import { ownEvidence, type SimState } from './state.ts';

/*
 * What becomes of a partition's records at a group, whichever of its members they are handed to: some come twice, some
 * are passed over, and some of a key come after one that lies behind them.
 */

/** Looked through for records of a key that were processed before one that lies before them. */
const mostLookedAt = 2000;

const add = (counts: Map<string, number>, group: string, records: number): unknown =>
  counts.set(group, (counts.get(group) ?? 0) + records);

/** poll() returned records to a member of a group. */
export function noteDelivered(s: SimState, reader: Reader, at: Offsets): void {
  const { fromOffset, toOffset } = at;
  const name = nameAt(reader, at);
  const furthest = s.evidence.delivered.get(name);
  ownEvidence(s).delivered.set(name, Math.max(furthest ?? 0, toOffset + 1));
  if (furthest === undefined || fromOffset === furthest) return;
  const log = leadersLog(s, at);
  if (log === undefined) return;
  if (fromOffset > furthest)
    return noteSkipped(s, reader, log, { ...at, fromOffset: furthest, toOffset: fromOffset - 1 });
  const ranges = epochRanges(log, fromOffset, toOffset);
  noteNotSkipped(s, reader, at, ranges);
  noteTakenUp(s, reader, at, ranges);
}

/** The application of a member has processed records. */
export function noteProcessed(s: SimState, reader: Reader, at: Offsets): void {
  const { fromOffset, toOffset } = at;
  const name = nameAt(reader, at);
  const processed = s.evidence.processed.get(name) ?? [];
  const log = leadersLog(s, at);
  const ranges = epochRanges(log, fromOffset, toOffset);
  const fresh = ranges.flatMap((range) => without(range, processed));
  ownEvidence(s).processed.set(name, fresh.reduce(addRange, [...processed]));
  const twice = ranges.flatMap((range) => processed.flatMap((before) => overlap(range, before)));
  if (twice.length > 0) noteTwice(s, reader, at, twice);
  if (log !== undefined && fresh.length > 0) noteOutOfOrder(s, reader, log, fresh, processed);
}

function noteTwice(s: SimState, { group, id }: Reader, at: Offsets, twice: readonly AckedRange[]): void {
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
    const abandoned = s.evidence.abandoned.get(name);
    if (abandoned !== undefined) ownEvidence(s).abandoned.set(name, splitRanges(abandoned, goneFrom).kept);
    const { kept, gone } = splitRanges(s.evidence.processed.get(name) ?? [], goneFrom);
    if (gone.length === 0) continue;
    const evidence = ownEvidence(s);
    const first = Math.min(...gone.map((range) => range.first));
    evidence.processed.set(name, kept);
    evidence.delivered.set(name, Math.min(evidence.delivered.get(name) ?? first, first));
  }
}
