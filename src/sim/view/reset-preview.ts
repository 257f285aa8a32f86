import { nextResetStep, offsetAt, resetRefusal } from '../../kafka/group/offset-reset.ts';
import { offsetForTimestamp } from '../../kafka/log/partition-log.ts';
import type { TopicPartition } from '../../kafka/protocol/requests.ts';
import { atMoment } from '../client/offset-reset.ts';
import type { Command } from '../command.ts';
import { partitionName } from '../evidence.ts';
import { logAt, replicaKey, type SimState, wallMs } from '../state.ts';
import type { Run } from '../timeline.ts';
import { groupViews } from './client-views.ts';
import { committedImage } from './committed-image.ts';
import { leaderHighWatermark } from './partition-views.ts';

/** A partition before and after a reset. */
export interface ResetRow extends TopicPartition {
  /** null: nothing is committed. */
  readonly current: number | null;
  readonly target: number;
  readonly logStartOffset: number;
  /** The high watermark, as the tool is told. */
  readonly logEndOffset: number;
  /** Records that will be read again, or never, when the group goes on from there; null: nobody can say. */
  readonly again: number | null;
  readonly skipped: number | null;
}

/** What kafka-consumer-groups --dry-run would say, and what it would mean. */
export type ResetPreview =
  | { readonly kind: 'plan'; readonly rows: readonly ResetRow[]; readonly warnings: readonly string[] }
  /** The tool's own words. */
  | { readonly kind: 'refused'; readonly message: string }
  /** What was asked is no act (yet). */
  | { readonly kind: 'invalid' };

type ResetOffsets = Command & { readonly do: 'reset-offsets' };

/** Plans as the tool does, with answers from what is there instead of requests. Changes nothing. */
export function resetPreview({ state: s }: Run, command: ResetOffsets): ResetPreview {
  const view = groupViews(s).find(({ id }) => id === command.group);
  const refusal = view === undefined || view.state === 'Unknown' ? null : resetRefusal(command.group, view.state);
  if (refusal !== null) return { kind: 'refused', message: refusal };
  const committed = committedOf(s, command.group);
  const partitions = scopeOf(s, command, committed);
  if (partitions === null) return { kind: 'refused', message: 'This server does not host this topic-partition.' };
  const missing = partitions.filter((at) => leaderHighWatermark(s, at.topic, at.partition) === null);
  if (missing.length > 0) {
    const names = missing.map((at) => partitionName(at.topic, at.partition)).join(',');
    return { kind: 'refused', message: `The partitions "${names}" have no leader` };
  }
  const offsets = new Map<string, number>();
  for (;;) {
    const step = nextResetStep(atMoment(command.to, wallMs(s)), partitions, { committed, offsets });
    if (step.kind === 'ask-offsets') {
      for (const at of step.partitions) offsets.set(offsetAt(step.timestamp, at), listedOffset(s, at, step.timestamp));
    } else if (step.kind === 'impossible') return { kind: 'refused', message: step.message };
    else if (step.kind === 'plan') {
      return { kind: 'plan', rows: step.offsets.map((at) => rowOf(s, at, committed)), warnings: step.warnings };
    }
  }
}

function committedOf(s: SimState, group: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const shard of s.shards.values()) {
    for (const [name, { offset }] of shard.offsets.get(group) ?? []) found.set(name, offset);
  }
  return found;
}

/** null: there is no such topic or partition. */
function scopeOf(
  s: SimState,
  { topic, partitions }: ResetOffsets,
  committed: ReadonlyMap<string, number>,
): TopicPartition[] | null {
  const { topics } = committedImage(s);
  if (topic !== null) {
    const count = topics.get(topic)?.partitions.length ?? 0;
    const wanted = partitions ?? Array.from({ length: count }, (_, partition) => partition);
    return count === 0 || wanted.some((it) => it >= count) ? null : wanted.map((partition) => ({ topic, partition }));
  }
  return [...committed.keys()].map((name) => {
    const dash = name.lastIndexOf('-');
    return { topic: name.slice(0, dash), partition: Number(name.slice(dash + 1)) };
  });
}

function listedOffset(s: SimState, { topic, partition }: TopicPartition, timestamp: number): number {
  const highWatermark = leaderHighWatermark(s, topic, partition) ?? -1;
  if (timestamp === -1) return highWatermark;
  const leader = committedImage(s).topics.get(topic)?.partitions[partition]?.leader ?? -1;
  const log = logAt(s, replicaKey(s, leader, topic, partition));
  if (timestamp === -2) return log.logStartOffset;
  const found = offsetForTimestamp(log, timestamp);
  return found === null || found === undefined || found.offset >= highWatermark ? -1 : found.offset;
}

function rowOf(
  s: SimState,
  { topic, partition, offset }: TopicPartition & { readonly offset: number },
  committed: ReadonlyMap<string, number>,
): ResetRow {
  const current = committed.get(partitionName(topic, partition)) ?? null;
  const start = listedOffset(s, { topic, partition }, -2);
  return {
    topic,
    partition,
    current,
    target: offset,
    logStartOffset: start,
    logEndOffset: listedOffset(s, { topic, partition }, -1),
    // What retention has taken meanwhile cannot be skipped any more.
    again: current === null ? null : Math.max(0, current - offset),
    skipped: current === null ? null : Math.max(0, offset - Math.max(current, start)),
  };
}
