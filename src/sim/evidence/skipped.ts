import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import type { TopicPartition } from '../../kafka/protocol/requests.ts';
import { addRange, partitionName } from '../evidence.ts';
import type { AckedRange } from '../evidence-state.ts';
import { ownEvidence, replicaKey, type SimState } from '../state.ts';
import { committedImage } from '../view/committed-image.ts';
import { addEntries, type EvidenceEntry } from './entries.ts';
import { lengthOf, overlap, without } from './ranges.ts';
import { epochRanges, recordsBetween } from './sent-records.ts';

/*
 * Records that a group goes on behind although nobody has processed them: nobody was handed them, or whoever was has died,
 * and its commit was ahead of its work.
 */

/** A member of a group, by its client.id. */
export interface Reader {
  readonly group: string;
  readonly id: string;
}

/** Offsets of a partition, inclusive. */
export interface Offsets extends TopicPartition {
  readonly fromOffset: number;
  readonly toOffset: number;
}

export const nameAt = ({ group }: Reader, { topic, partition }: TopicPartition): string =>
  `${group}/${partitionName(topic, partition)}`;

export function leadersLog(s: SimState, { topic, partition }: TopicPartition): PartitionLog | undefined {
  const leader = committedImage(s).topics.get(topic)?.partitions[partition]?.leader ?? -1;
  return s.logs.get(replicaKey(s, leader, topic, partition));
}

/** These were never handed to anybody, and a member goes on behind them: a reset, or a commit ahead of the reading. */
export function noteSkipped(s: SimState, reader: Reader, log: PartitionLog, at: Offsets): void {
  countSkipped(s, reader, log, at, epochRanges(log, Math.max(at.fromOffset, log.logStartOffset), at.toOffset));
}

function countSkipped(
  s: SimState,
  { group, id }: Reader,
  log: PartitionLog,
  { topic, partition }: TopicPartition,
  ranges: readonly AckedRange[],
): void {
  const entries: EvidenceEntry[] = [];
  let records = 0;
  for (const range of ranges) {
    // The cleaner leaves gaps.
    const count = [...recordsBetween(log, range.first, range.last)].length;
    if (count === 0) continue;
    records += count;
    entries.push({ kind: 'skipped', atUs: s.nowUs, topic, partition, ...range, group, member: id });
  }
  if (records > 0) addSkipped(s, group, records);
  addEntries(s, 'skipped', entries);
}

function addSkipped(s: SimState, group: string, records: number): void {
  const { skipped } = ownEvidence(s);
  skipped.set(group, Math.max(0, (skipped.get(group) ?? 0) + records));
}

/** A group has gone back: what it had passed over is handed out after all. */
export function noteNotSkipped(s: SimState, reader: Reader, at: Offsets, ranges: readonly AckedRange[]): void {
  const evidence = ownEvidence(s);
  const isHere = (entry: EvidenceEntry): boolean =>
    entry.kind === 'skipped' &&
    entry.group === reader.group &&
    entry.topic === at.topic &&
    entry.partition === at.partition;
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
  addSkipped(s, reader.group, -late);
  evidence.entries.set('skipped', left);
}

/** The process of a member ends with these records in its hands, not processed. */
export function noteAbandoned(s: SimState, reader: Reader, at: Offsets): void {
  const name = nameAt(reader, at);
  const processed = s.evidence.processed.get(name) ?? [];
  const ranges = epochRanges(leadersLog(s, at), at.fromOffset, at.toOffset);
  const left = ranges.flatMap((range) => without(range, processed));
  if (left.length === 0) return;
  const { abandoned } = ownEvidence(s);
  abandoned.set(name, left.reduce(addRange, [...(abandoned.get(name) ?? [])]));
  // The group may have given the partition to another member already.
  for (const { group, state, id, consumer } of s.consumers.values()) {
    const held = consumer.partitions.get(partitionName(at.topic, at.partition));
    if (group !== reader.group || state !== 'running' || held === undefined || held.position < 0) continue;
    notePassed(s, { group, id }, at, held.position);
  }
}

/** Somebody is handed them now. */
export function noteTakenUp(s: SimState, reader: Reader, at: Offsets, ranges: readonly AckedRange[]): void {
  const name = nameAt(reader, at);
  const abandoned = s.evidence.abandoned.get(name) ?? [];
  if (abandoned.length === 0) return;
  keepAbandoned(
    s,
    name,
    abandoned.flatMap((range) => without(range, ranges)),
  );
}

/** A member reads on from `position`: what was abandoned before it, and is in nobody's hands, nobody will process. */
export function notePassed(s: SimState, reader: Reader, at: TopicPartition, position: number): void {
  const name = nameAt(reader, at);
  const abandoned = s.evidence.abandoned.get(name) ?? [];
  if (!abandoned.some(({ first }) => first < position)) return;
  const log = leadersLog(s, at);
  if (log === undefined) return;
  const before = epochRanges(log, 0, position - 1);
  const passed = abandoned.flatMap((range) => before.flatMap((it) => overlap(range, it)));
  const known = [...inHands(s, reader.group, at), ...(s.evidence.processed.get(name) ?? [])];
  const skipped = passed.flatMap((range) => without(range, known));
  keepAbandoned(
    s,
    name,
    abandoned.flatMap((range) => without(range, before)),
  );
  countSkipped(s, reader, log, at, skipped);
}

function keepAbandoned(s: SimState, name: string, left: readonly AckedRange[]): void {
  const { abandoned } = ownEvidence(s);
  if (left.length === 0) abandoned.delete(name);
  else abandoned.set(name, left);
}

/** What the members that live have been handed, and have yet to process. */
function inHands(s: SimState, group: string, at: TopicPartition): AckedRange[] {
  const log = leadersLog(s, at);
  return [...s.consumers.values()].flatMap((held) => {
    if (held.group !== group || held.state === 'crashed' || held.state === 'closed') return [];
    const runs = held.consumer.work?.runs ?? [];
    return runs
      .filter(({ topic, partition }) => topic === at.topic && partition === at.partition)
      .flatMap(({ fromOffset, toOffset }) => epochRanges(log, fromOffset, toOffset));
  });
}
