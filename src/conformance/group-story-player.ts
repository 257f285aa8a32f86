import { assert } from '../base/assert.ts';
import type { ConsumerConfig } from '../kafka/client/consumer/consumer.ts';
import { ToyCluster } from '../kafka/client/consumer/toy-cluster/toy-cluster.ts';
import { parseIsoDurationMs } from '../kafka/config/iso-duration.ts';
import type { GroupCoordinatorConfig } from '../kafka/group/group-coordinator.ts';
import { acts } from './group-story-acts.ts';
import {
  type ByTopic,
  type GroupLook,
  type GroupStory,
  type GroupStoryStep,
  type GroupView,
  type MemberView,
  partitionsOf,
  type StoryError,
} from './group-story-steps.ts';

/** `by_duration:PT1H` goes back so far. */
function resetPolicy(value: string): ConsumerConfig['autoOffsetReset'] {
  if (value === 'latest' || value === 'none' || value === 'earliest') return value;
  const durationMs = parseIsoDurationMs(value.slice(value.indexOf(':') + 1));
  assert(durationMs !== null, `${value} is a duration`);
  return { durationMs: Number(durationMs) };
}

const text = (value: unknown): string => String(value);
const consumerKeys: Record<string, (value: unknown) => Partial<ConsumerConfig>> = {
  'auto.offset.reset': (v) => ({ autoOffsetReset: resetPolicy(text(v)) }),
  'enable.auto.commit': (v) => ({ enableAutoCommit: text(v) === 'true' }),
  'auto.commit.interval.ms': (v) => ({ autoCommitIntervalMs: Number(v) }),
  'heartbeat.interval.ms': (v) => ({ heartbeatIntervalMs: Number(v) }),
  'session.timeout.ms': (v) => ({ sessionTimeoutMs: Number(v) }),
  'max.poll.interval.ms': (v) => ({ maxPollIntervalMs: Number(v) }),
  'max.poll.records': (v) => ({ maxPollRecords: Number(v) }),
  'metadata.max.age.ms': (v) => ({ metadataMaxAgeMs: Number(v) }),
  'isolation.level': (v) => ({ isolationLevel: text(v) === 'read_committed' ? 'read_committed' : 'read_uncommitted' }),
  'group.instance.id': (v) => ({ groupInstanceId: text(v) }),
  'allow.auto.create.topics': () => ({}),
  'partition.assignment.strategy': (v) => ({ assignors: text(v).split(',') }),
};
const brokerKeys: Record<string, (value: unknown) => Partial<GroupCoordinatorConfig>> = {
  'group.initial.rebalance.delay.ms': (v) => ({ initialRebalanceDelayMs: Number(v) }),
  'group.max.size': (v) => ({ maxSize: Number(v) }),
  'group.min.session.timeout.ms': (v) => ({ minSessionTimeoutMs: Number(v) }),
  'offsets.retention.minutes': (v) => ({ offsetsRetentionMinutes: Number(v) }),
  'offsets.retention.check.interval.ms': (v) => ({ offsetsRetentionCheckIntervalMs: Number(v) }),
};

function settings<T>(
  given: Readonly<Record<string, unknown>> | undefined,
  keys: Record<string, (v: unknown) => Partial<T>>,
): Partial<T> {
  let result: Partial<T> = {};
  for (const [key, value] of Object.entries(given ?? {})) {
    const convert = keys[key];
    assert(convert !== undefined, `the story player knows ${key}`);
    result = { ...result, ...convert(value) };
  }
  return result;
}

const byTopic = (partitions: readonly { readonly topic: string; readonly partition: number }[]): ByTopic<number[]> => {
  const result: ByTopic<number[]> = {};
  for (const { topic, partition } of partitions) {
    result[topic] ??= [];
    result[topic].push(partition);
  }
  for (const list of Object.values(result)) list.sort((a, b) => a - b);
  return result;
};

/** Lines that Kafka's source logs at INFO and the recordings leave out. */
const leftOut = [
  'tombstone records while cleaning up',
  'is fenced by existing memberId',
  'Creating a simple consumer group via manual offset commit',
  'The following groups were deleted: .',
];

/** Plays a story on a toy cluster and looks after each step, when nothing has changed for a while. */
export class GroupStoryPlayer {
  readonly cluster: ToyCluster;
  private readonly story: GroupStory;
  private readonly names: string[] = [];
  /** Generation that each application saw after its last poll that returned. */
  private readonly generations = new Map<string, number>();
  private readonly groupIds: Set<string>;
  private seenTrace = 0;
  private seenLog = 0;
  private startedUs = 0;

  constructor(story: GroupStory) {
    this.story = story;
    this.groupIds = new Set([story.group]);
    const topics = Object.entries(story.topics).map(([topic, t]) => [topic, typeof t === 'number' ? t : t.partitions]);
    const config = settings(story.broker, brokerKeys);
    this.cluster = new ToyCluster(Object.fromEntries(topics), config);
  }

  play(step: GroupStoryStep): GroupLook {
    this.startedUs = this.cluster.clock.nowUs;
    if (step.group !== undefined) this.groupIds.add(step.group);
    const error = this.act(step);
    this.waitUntil(step.until);
    return this.look(error);
  }

  private act(step: GroupStoryStep): StoryError | null {
    const act = acts[step.do];
    assert(act !== undefined, `there is no step ${step.do}`);
    if (step.do === 'start') this.start(step);
    const failed = act(this.cluster, step, step.group ?? this.story.group);
    return typeof failed === 'string' ? { class: failed, message: '' } : null;
  }

  private start(step: GroupStoryStep): void {
    const name = step.member ?? '';
    if (!this.names.includes(name)) this.names.push(name);
    const config = { ...settings(this.story.consumer, consumerKeys), ...settings(step.config, consumerKeys) };
    const assign = step.assign === undefined ? null : partitionsOf(step.assign);
    const groupId = step.group ?? this.story.group;
    this.cluster.crashed.delete(name);
    this.generations.delete(name);
    const topicPattern = step.pattern ?? null;
    this.cluster.addConsumer(name, { groupId, topics: step.topics ?? [], topicPattern, ...config, assign });
    if (step.stopAfter !== undefined) this.cluster.stopAfter.set(name, step.stopAfter);
  }

  private advance(ms: number): void {
    this.cluster.advance(ms);
    for (const [name, consumer] of this.cluster.consumers) {
      const hasPolled = consumer.failure === null && consumer.life === 'running';
      if (hasPolled) this.generations.set(name, consumer.membership.completedGenerationId);
    }
  }

  private waitUntil(until: GroupStoryStep['until']): void {
    if (until?.ms !== undefined) this.advance(until.ms);
    if (until?.exactly) return;
    for (let i = 0; i < 6_000 && !this.holds(until); i++) this.advance(100);
    if (until?.state !== undefined && !until.settle) return;
    for (let quiet = 0, before = ''; quiet < 15; ) {
      this.advance(100);
      const now = this.fingerprint();
      quiet = now === before && !this.rebalancing() ? quiet + 1 : 0;
      before = now;
    }
  }

  private holds(until: GroupStoryStep['until']): boolean {
    const group = this.cluster.coordinator.shard.groups.get(this.story.group);
    if (until?.generation !== undefined && (group?.generationId ?? 0) < until.generation) return false;
    if (until?.state !== undefined && (group?.state ?? 'Dead') !== until.state) return false;
    if (until?.error !== undefined && this.cluster.consumers.get(until.error)?.failure === null) return false;
    return Object.entries(until?.assigned ?? {}).every(
      ([name, count]) => this.cluster.consumers.get(name)?.partitions.size === count,
    );
  }

  private rebalancing(): boolean {
    return [...this.cluster.coordinator.shard.groups.values()].some(
      ({ state }) => state === 'PreparingRebalance' || state === 'CompletingRebalance',
    );
  }

  private fingerprint(): string {
    const { groups, members, log } = this.view(null);
    return JSON.stringify([groups, members, log.length]);
  }

  private look(error: StoryError | null): GroupLook {
    const view = this.view(error);
    this.seenTrace = this.cluster.trace.length;
    this.seenLog = this.cluster.coordinator.serverLog.length;
    return view;
  }

  private view(error: StoryError | null): GroupLook {
    const { cluster } = this;
    const log = cluster.coordinator.serverLog
      .slice(this.seenLog)
      .filter(({ line }) => !leftOut.some((text) => line.includes(text)))
      .map(({ atUs, line }) => ({ ms: Math.round((atUs - this.startedUs) / 1000), line }));
    return {
      groups: Object.fromEntries([...this.groupIds].map((id) => [id, this.groupView(id)])),
      members: Object.fromEntries(this.names.map((name) => [name, this.memberView(name)])),
      ...(this.story.show?.includes('offsets') === true && { topics: this.offsets() }),
      error,
      log,
    };
  }

  private offsets(): NonNullable<GroupLook['topics']> {
    return Object.fromEntries(
      Object.keys(this.story.topics).map((topic) => {
        const logs = this.cluster.logs.topics.get(topic) ?? [];
        return [
          topic,
          Object.fromEntries(logs.map((_, partition) => [partition, this.cluster.logs.bounds({ topic, partition })])),
        ];
      }),
    );
  }

  private groupView(id: string): GroupView {
    const { cluster } = this;
    const group = cluster.coordinator.shard.groups.get(id);
    if (group === undefined) return { state: 'Dead' };
    // A static member keeps the client id of whoever had its instance id first.
    const nameOf = (memberId: string | null): string => {
      for (const [name, consumer] of cluster.consumers) {
        if (memberId !== null && consumer.membership.generation.memberId === memberId) return name;
      }
      return group.members.get(memberId ?? '')?.clientId ?? '';
    };
    const committed: ByTopic<Record<string, number>> = {};
    for (const { topic, partition, offset } of cluster.coordinator.shard.offsets.get(id)?.values() ?? []) {
      committed[topic] = { ...committed[topic], [partition]: offset };
    }
    const members = [...group.members.values()].map((member) => {
      const assigned = byTopic(cluster.assignmentOf(member.assignment));
      const instanceId = member.groupInstanceId === null ? {} : { instanceId: member.groupInstanceId };
      return [nameOf(member.memberId), { ...instanceId, assigned }];
    });
    const isStable = group.state === 'Stable';
    return {
      state: group.state,
      type: 'Classic',
      protocol: isStable ? (group.protocolName ?? '') : '',
      ...(group.generationId > 0 && { generation: group.generationId }),
      ...(isStable && { leader: nameOf(group.leaderId) }),
      members: Object.fromEntries(members),
      committed,
    };
  }

  private memberView(name: string): MemberView {
    const { cluster } = this;
    const consumer = cluster.consumers.get(name) ?? cluster.crashed.get(name);
    const callbacks: { call: string; partitions: ByTopic<number[]> }[] = [];
    const received: ByTopic<Record<string, number[]>> = {};
    const asyncCommits: string[] = [];
    for (const entry of cluster.trace.slice(this.seenTrace)) {
      const { effect } = entry;
      if (entry.name !== name) continue;
      if (effect.kind === 'assigned' || effect.kind === 'revoked' || effect.kind === 'lost') {
        callbacks.push({ call: effect.kind, partitions: byTopic(effect.partitions) });
      } else if (effect.kind === 'delivered') {
        const offsets = Array.from({ length: effect.count }, (_, i) => effect.fromOffset + i);
        received[effect.topic] ??= {};
        const byPartition = received[effect.topic] ?? {};
        byPartition[effect.partition] = [...(byPartition[effect.partition] ?? []), ...offsets];
      } else if (effect.kind === 'commitEnded' && cluster.asyncCommits.has(effect.id)) {
        asyncCommits.push(effect.error ?? 'ok');
      }
    }
    const isManual = (consumer?.config.assign ?? null) !== null;
    const generation = isManual ? {} : { generation: this.generations.get(name) ?? -1 };
    const failed = cluster.trace.slice(this.seenTrace).find((it) => it.name === name && it.effect.kind === 'failed');
    const failure = failed?.effect.kind === 'failed' ? failed.effect.error : null;
    const told = { callbacks, received, ...(asyncCommits.length > 0 && { asyncCommits }) };
    if (consumer?.life === 'closed' || cluster.crashed.has(name)) {
      return {
        closed: true,
        ...generation,
        ...told,
        ...(failure !== null && { error: { class: failure, message: '' } }),
      };
    }
    const partitions = [...(consumer?.partitions.values() ?? [])];
    const positions: ByTopic<Record<string, number>> = {};
    for (const { topic, partition, position } of partitions) {
      if (position >= 0) positions[topic] = { ...positions[topic], [partition]: position };
    }
    return { assigned: byTopic(partitions), positions, ...generation, ...told };
  }
}
