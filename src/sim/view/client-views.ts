import { describeConsumer } from '../../kafka/client/consumer/consumer.ts';
import { isRetrying, pendingRecords } from '../../kafka/client/producer/producer.ts';
import { compileTopicPattern } from '../../kafka/config/topic-pattern.ts';
import { coordinatorPartition } from '../../kafka/group/coordinator-partition.ts';
import { offsetKey } from '../../kafka/group/shard.ts';
import type { ConsumerNode } from '../client/client-nodes.ts';
import { setting } from '../settings.ts';
import type { GroupSetup } from '../setup.ts';
import type { GroupOffsetView, GroupView, MemberView, ProducerView } from '../snapshot.ts';
import { isInternalTopic, offsetsTopic, replicaKey, type SimState } from '../state.ts';
import { committedImage } from './committed-image.ts';
import { leaderHighWatermark } from './partition-views.ts';

export function producerViews(s: SimState): ProducerView[] {
  return [...s.producers.values()]
    .filter((held) => !held.removed)
    .map(({ node, id, topic, ratePerSecond, keys, load, record, configs, producer, restarting }) => {
      const { acks } = producer.config;
      return {
        id,
        node,
        topic,
        ratePerSecond,
        keys,
        ...(load !== null && { load }),
        ...(record !== null && { record }),
        acks: acks === -1 ? 'all' : acks === 1 ? '1' : '0',
        configs,
        sent: producer.sent,
        acknowledged: producer.acknowledged,
        failed: producer.failed,
        pending: pendingRecords(producer),
        retrying: isRetrying(producer),
        restarting,
      };
    });
}

export function groupViews(s: SimState): GroupView[] {
  const image = committedImage(s);
  const offsets = image.topics.get(offsetsTopic);
  return [...s.groups.values()].map((group) => {
    const count = offsets?.partitions.length ?? setting(s, 'offsets.topic.num.partitions');
    const offsetsPartition = coordinatorPartition(group.id, count);
    const coordinator = offsets?.partitions[offsetsPartition]?.leader ?? -1;
    const shard =
      coordinator < 0 ? undefined : s.shards.get(replicaKey(s, coordinator, offsetsTopic, offsetsPartition));
    const known = shard?.groups.get(group.id);
    const members = [...s.consumers.values()].filter((held) => held.group === group.id && held.state !== 'closed');
    const committed = shard?.offsets.get(group.id);
    const topics = topicsOf(group, [...image.topics.keys()]);
    const partitions = offsetViews(s, topics, committed, members);
    return {
      id: group.id,
      topics,
      ...(group.pattern !== undefined && { pattern: group.pattern }),
      ...(group.application !== undefined && { application: group.application }),
      configs: group.configs,
      state: known?.state ?? 'Unknown',
      generation: known?.generationId ?? -1,
      coordinator,
      offsetsPartition,
      members: members.map((held) => memberView(s, held, known?.leaderId ?? null)),
      offsets: partitions,
      lag: partitions.reduce((sum, p) => sum + Math.max(0, p.lag), 0),
      processedTwice: s.evidence.redelivered.get(group.id) ?? 0,
      skipped: s.evidence.skipped.get(group.id) ?? 0,
    };
  });
}

/** What it subscribes to, or what its pattern matches now. */
function topicsOf(group: GroupSetup, existing: readonly string[]): readonly string[] {
  const { pattern } = group;
  if (pattern === undefined) return group.topics;
  const compiled = compileTopicPattern(pattern);
  const excludesInternal = group.configs['exclude.internal.topics'] !== 'false';
  return existing
    .filter((topic) => compiled.ok && compiled.value(topic) && !(excludesInternal && isInternalTopic(topic)))
    .sort();
}

function offsetViews(
  s: SimState,
  topics: readonly string[],
  committed: ReadonlyMap<string, { readonly offset: number }> | undefined,
  members: readonly ConsumerNode[],
): GroupOffsetView[] {
  const positions = new Map<string, number>();
  for (const held of members) {
    if (held.state === 'crashed') continue;
    for (const p of describeConsumer(held.consumer).partitions)
      positions.set(offsetKey(p.topic, p.partition), p.position);
  }
  const image = committedImage(s);
  return topics.flatMap((topic) =>
    (image.topics.get(topic)?.partitions ?? []).map((_, partition) => {
      const key = offsetKey(topic, partition);
      const offset = committed?.get(key)?.offset ?? -1;
      const highWatermark = leaderHighWatermark(s, topic, partition);
      const lag = offset < 0 || highWatermark === null ? -1 : Math.max(0, highWatermark - offset);
      return { topic, partition, committed: offset, position: positions.get(key) ?? -1, lag };
    }),
  );
}

function memberView(s: SimState, held: ConsumerNode, leaderId: string | null): MemberView {
  const described = describeConsumer(held.consumer);
  const crashed = held.state === 'crashed';
  let lag = 0;
  for (const { topic, partition, position } of described.partitions) {
    const highWatermark = leaderHighWatermark(s, topic, partition);
    if (highWatermark !== null && position >= 0) lag += Math.max(0, highWatermark - position);
  }
  return {
    id: held.id,
    node: held.node,
    memberId: described.memberId,
    state: crashed
      ? 'crashed'
      : held.state === 'closing'
        ? 'closed'
        : described.state === 'STABLE'
          ? 'stable'
          : 'joining',
    generation: described.generationId,
    leader: leaderId !== null && leaderId === described.memberId,
    assigned: described.partitions.map(({ topic, partition }) => ({ topic, partition })),
    processingUs: held.consumer.config.processingUs,
    processed: held.processed,
    lag,
    partitions: described.partitions.map(({ topic, partition, position, committed, lag: recordsLag }) => ({
      topic,
      partition,
      position,
      committed,
      lag: recordsLag ?? -1,
    })),
    application: described.application,
    paused: held.paused !== null,
    lastCommit: described.lastCommit,
  };
}
