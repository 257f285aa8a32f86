import { latestEpoch } from '../../../kafka/log/partition-log.ts';
import type { EvidenceEntry } from '../../evidence/entries.ts';
import { logOf, type Run, takeSnapshot } from '../../run.ts';
import type { PartitionView } from '../../snapshot.ts';
import type { Update } from '../../update.ts';

/** Updates of every record and of segments: the story is told by those that are left. */
const passedOver: readonly Update['kind'][] = ['record-sent', 'segment-rolled', 'broker-started', 'broker-registered'];

function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(',')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** `12.345 kind name=value …`, seconds since the start; null for what a transcript passes over. */
export function updateLine({ kind, atUs, ...fields }: Update): string | null {
  if (passedOver.includes(kind)) return null;
  const told = Object.entries(fields).map(([name, value]) => ` ${name}=${valueText(value)}`);
  return `${(atUs / 1_000_000).toFixed(3).padStart(8)} ${kind}${told.join('')}`;
}

const list = (ids: readonly number[]): string => (ids.length === 0 ? '-' : ids.join(','));

/** What the controller says of a partition, and below it what each broker has: `base–last@epoch` of its batches, joined. */
export function partitionLines(run: Run, topic: string, partition: number): string[] {
  const view = takeSnapshot(run).partitions.find((it) => it.topic === topic && it.partition === partition);
  if (view === undefined) return [`there is no ${topic}-${partition}`];
  const { leader, leaderEpoch, isr, elr } = view;
  const head = `${topic}-${partition}: leader ${leader} epoch ${leaderEpoch} isr ${list(isr)} elr ${list(elr)}`;
  return [head, ...view.replicas.map((replica) => replicaLine(run, view, replica))];
}

function replicaLine(
  run: Run,
  { topic, partition }: PartitionView,
  replica: PartitionView['replicas'][number],
): string {
  const { broker, role, logStartOffset, logEndOffset, highWatermark } = replica;
  const log = logOf(run, broker, topic, partition);
  const epoch = log === undefined ? null : (latestEpoch(log) ?? null);
  const offsets = `log ${logStartOffset}..${logEndOffset} hw ${highWatermark} epochs ${epochsText(run, broker, topic, partition)}`;
  return `  broker ${broker} ${role.padEnd(8)} ${offsets}${epoch === null ? ' (no batch)' : ''}`;
}

function epochsText(run: Run, broker: number, topic: string, partition: number): string {
  const log = logOf(run, broker, topic, partition);
  return words(log?.leaderEpochs.map(({ epoch, startOffset }) => `${epoch}@${startOffset}`) ?? []);
}

const words = (words: readonly string[]): string => (words.length === 0 ? '-' : words.join(','));

/** Brokers with a throttled rate, and what is observed where that is not 0, bytes a second. */
export function throttleLines(run: Run): string[] {
  const throttled = takeSnapshot(run).brokers.filter(({ throttle }) => throttle.leader ?? throttle.follower);
  if (throttled.length === 0) return ['  no throttle'];
  const seen = throttled.flatMap(({ id, throttle: { leader, follower } }) => [
    ...observedLine(id, 'sends', leader),
    ...observedLine(id, 'takes in', follower),
  ]);
  return [`  throttled: brokers ${list(throttled.map(({ id }) => id))}`, ...seen];
}

const observedLine = (id: number, does: string, throttle: { observed: number; rate: number } | undefined): string[] =>
  throttle === undefined || throttle.observed === 0
    ? []
    : [`  broker ${id} ${does} ${Math.round(throttle.observed)} of ${throttle.rate} B/s`];

/** Every voter of the metadata quorum. */
export function quorumLines(run: Run): string[] {
  return takeSnapshot(run).controllers.map(
    ({ id, state, role, active, epoch, leaderId }) =>
      `  controller ${id} ${state} ${role} epoch ${epoch} follows ${leaderId}${active ? ' active' : ''}`,
  );
}

/** A group as its coordinator has it, what its members read, and how far it is. */
export function groupLines(run: Run, id: string): string[] {
  const group = takeSnapshot(run).groups.find((it) => it.id === id);
  if (group === undefined) return [`there is no group ${id}`];
  const { state, generation, lag, processedTwice, skipped } = group;
  const members = group.members.map(
    (member) =>
      `  ${member.id} ${member.state} reads ${words(member.assigned.map((at) => `${at.topic}-${at.partition}`))} processed ${member.processed}`,
  );
  const offsets = group.offsets.map(
    ({ topic, partition, committed, position }) =>
      `  ${topic}-${partition} committed ${committed} position ${position}`,
  );
  const head = `${id}: ${state} generation ${generation} lag ${lag} processed twice ${processedTwice} skipped ${skipped}`;
  return [head, ...members, ...offsets];
}

/** What clients suffered: the counts, and of each partition and producer how much. */
export function evidenceLines(run: Run): string[] {
  const { duplicated, reordered, entries } = run.state.evidence;
  const head = `duplicated ${duplicated} reordered ${reordered}`;
  const lines = (['duplicated', 'reordered'] as const).flatMap((kind) =>
    (entries.get(kind) ?? []).map((entry) => `  ${evidenceLine(entry)}`),
  );
  return [head, ...lines];
}

function evidenceLine({ kind, atUs, ...fields }: EvidenceEntry): string {
  const told = Object.entries(fields).map(([name, value]) => ` ${name}=${valueText(value)}`);
  return `${(atUs / 1_000_000).toFixed(3)} ${kind}${told.join('')}`;
}
