import { assert } from '../../../../base/assert.ts';
import type { GroupCoordinatorConfig } from '../../../group/group-coordinator.ts';
import type { ConsumerConfig } from '../consumer.ts';
import { ToyCluster } from './toy-cluster.ts';

/** A recorded story of a consumer group, as far as `playStory` can play it (vectors/unit/group-stories.json). */
export interface StoryStep {
  readonly do: string;
  readonly member?: string;
  readonly topics?: readonly string[];
  readonly topic?: string;
  readonly partition?: number;
  readonly partitions?: number;
  readonly count?: number;
  readonly config?: Readonly<Record<string, string | number | boolean>>;
  readonly until?: {
    readonly ms?: number;
    readonly exactly?: boolean;
    readonly generation?: number;
    readonly state?: string;
    readonly settle?: boolean;
    readonly error?: string;
    readonly assigned?: Readonly<Record<string, number>>;
  };
}
export interface Story {
  readonly group: string;
  readonly broker?: Readonly<Record<string, string | number | boolean>>;
  readonly consumer?: Readonly<Record<string, string | number | boolean>>;
  readonly topics: Readonly<Record<string, number | { readonly partitions: number }>>;
  readonly steps: readonly StoryStep[];
}

type ByTopic<T> = Record<string, T>;
export interface StepView {
  readonly group: {
    readonly state: string;
    readonly protocol: string;
    readonly generation: number;
    readonly leader: string | null;
    readonly members: Record<string, ByTopic<number[]>>;
    readonly committed: ByTopic<Record<string, number>>;
  };
  readonly members: Record<
    string,
    {
      readonly assigned: ByTopic<number[]>;
      readonly positions: ByTopic<Record<string, number>>;
      readonly generation: number;
      readonly callbacks: readonly { readonly call: string; readonly partitions: ByTopic<number[]> }[];
      readonly received: ByTopic<Record<string, number[]>>;
      readonly error: string | null;
    }
  >;
  readonly log: readonly string[];
}

const text = (value: unknown): string => String(value);
const consumerKeys: Record<string, (value: unknown) => Partial<ConsumerConfig>> = {
  'auto.offset.reset': (v) => ({ autoOffsetReset: v === 'latest' || v === 'none' ? v : 'earliest' }),
  'enable.auto.commit': (v) => ({ enableAutoCommit: text(v) === 'true' }),
  'auto.commit.interval.ms': (v) => ({ autoCommitIntervalMs: Number(v) }),
  'heartbeat.interval.ms': (v) => ({ heartbeatIntervalMs: Number(v) }),
  'session.timeout.ms': (v) => ({ sessionTimeoutMs: Number(v) }),
  'max.poll.interval.ms': (v) => ({ maxPollIntervalMs: Number(v) }),
  'max.poll.records': (v) => ({ maxPollRecords: Number(v) }),
  'metadata.max.age.ms': (v) => ({ metadataMaxAgeMs: Number(v) }),
  'group.instance.id': (v) => ({ groupInstanceId: text(v) }),
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
const leftOut = ['tombstone records while cleaning up', 'is fenced by existing memberId'];

/** Plays a story on a toy cluster and looks after each step, when nothing has changed for a while. */
export class StoryPlayer {
  readonly cluster: ToyCluster;
  private readonly story: Story;
  private readonly names: string[] = [];
  private seenTrace = 0;
  private seenLog = 0;

  constructor(story: Story) {
    this.story = story;
    const topics = Object.entries(story.topics).map(([topic, t]) => [topic, typeof t === 'number' ? t : t.partitions]);
    const config = settings(story.broker, brokerKeys);
    this.cluster = new ToyCluster(Object.fromEntries(topics), config);
  }

  play(step: StoryStep): StepView {
    this.act(step);
    this.waitUntil(step.until);
    return this.look();
  }

  private act(step: StoryStep): void {
    const { cluster, story } = this;
    const name = step.member ?? '';
    if (step.do === 'start') {
      if (!this.names.includes(name)) this.names.push(name);
      const config = { ...settings(story.consumer, consumerKeys), ...settings(step.config, consumerKeys) };
      cluster.addConsumer(name, { groupId: story.group, topics: step.topics ?? [], ...config });
    } else if (step.do === 'close') cluster.close(name);
    else if (step.do === 'crash') cluster.crash(name);
    else if (step.do === 'freeze') cluster.freeze(name);
    else if (step.do === 'resume') cluster.resume(name);
    else if (step.do === 'stall') cluster.stall(name);
    else if (step.do === 'unstall') cluster.unstall(name);
    else if (step.do === 'produce') cluster.produce(step.topic ?? '', step.partition ?? 0, step.count ?? 0);
    else if (step.do === 'addPartitions') cluster.addPartitions(step.topic ?? '', step.partitions ?? 0);
    else assert(step.do === 'wait', `the story player knows the step ${step.do}`);
  }

  private waitUntil(until: StoryStep['until']): void {
    const { cluster } = this;
    if (until?.ms !== undefined) cluster.advance(until.ms);
    if (until?.exactly) return;
    for (let i = 0; i < 6_000 && !this.holds(until); i++) cluster.advance(100);
    if (until?.state !== undefined && !until.settle) return;
    for (let quiet = 0, before = ''; quiet < 15; ) {
      cluster.advance(100);
      const now = this.fingerprint();
      quiet = now === before && !this.rebalancing() ? quiet + 1 : 0;
      before = now;
    }
  }

  private holds(until: StoryStep['until']): boolean {
    const group = this.cluster.shard.groups.get(this.story.group);
    if (until?.generation !== undefined && (group?.generationId ?? 0) < until.generation) return false;
    if (until?.state !== undefined && (group?.state ?? 'Dead') !== until.state) return false;
    if (until?.error !== undefined && this.cluster.consumers.get(until.error)?.failure === null) return false;
    return Object.entries(until?.assigned ?? {}).every(
      ([name, count]) => this.cluster.consumers.get(name)?.partitions.size === count,
    );
  }

  private rebalancing(): boolean {
    const state = this.cluster.shard.groups.get(this.story.group)?.state;
    return state === 'PreparingRebalance' || state === 'CompletingRebalance';
  }

  private fingerprint(): string {
    const { groups, ...view } = { groups: 0, ...this.view() };
    return JSON.stringify([groups, view.group, view.members, this.cluster.serverLog.length]);
  }

  private look(): StepView {
    const view = this.view();
    this.seenTrace = this.cluster.trace.length;
    this.seenLog = this.cluster.serverLog.length;
    return view;
  }

  private view(): StepView {
    const { cluster, story } = this;
    const group = cluster.shard.groups.get(story.group);
    // A static member keeps the client id of whoever had its instance id first.
    const nameOf = (memberId: string | null): string => {
      for (const [name, consumer] of cluster.consumers) {
        if (memberId !== null && consumer.membership.generation.memberId === memberId) return name;
      }
      return group?.members.get(memberId ?? '')?.clientId ?? '';
    };
    const committed: ByTopic<Record<string, number>> = {};
    for (const { topic, partition, offset } of cluster.shard.offsets.get(story.group)?.values() ?? []) {
      committed[topic] = { ...committed[topic], [partition]: offset };
    }
    const members = [...(group?.members.values() ?? [])].map((member) => [
      nameOf(member.memberId),
      byTopic(cluster.assignmentOf(member.assignment)),
    ]);
    return {
      group: {
        state: group?.state ?? 'Dead',
        protocol: group?.state === 'Stable' ? (group.protocolName ?? '') : '',
        generation: group?.generationId ?? -1,
        leader: group?.state === 'Stable' ? nameOf(group.leaderId) : null,
        members: Object.fromEntries(members),
        committed,
      },
      members: Object.fromEntries(this.names.map((name) => [name, this.memberView(name)])),
      log: cluster.serverLog.slice(this.seenLog).filter((line) => !leftOut.some((text) => line.includes(text))),
    };
  }

  private memberView(name: string): StepView['members'][string] {
    const consumer = this.cluster.consumers.get(name) ?? this.cluster.crashed.get(name);
    const partitions = [...(consumer?.partitions.values() ?? [])];
    const positions: ByTopic<Record<string, number>> = {};
    for (const { topic, partition, position } of partitions) {
      if (position >= 0) positions[topic] = { ...positions[topic], [partition]: position };
    }
    const callbacks: { call: string; partitions: ByTopic<number[]> }[] = [];
    const received: ByTopic<Record<string, number[]>> = {};
    for (const entry of this.cluster.trace.slice(this.seenTrace)) {
      const { effect } = entry;
      if (entry.name !== name) continue;
      if (effect.kind === 'assigned' || effect.kind === 'revoked' || effect.kind === 'lost') {
        callbacks.push({ call: effect.kind, partitions: byTopic(effect.partitions) });
      } else if (effect.kind === 'delivered') {
        const offsets = Array.from({ length: effect.count }, (_, i) => effect.fromOffset + i);
        received[effect.topic] ??= {};
        const byPartition = received[effect.topic] ?? {};
        byPartition[effect.partition] = [...(byPartition[effect.partition] ?? []), ...offsets];
      }
    }
    return {
      assigned: byTopic(partitions),
      positions,
      generation: consumer?.membership.completedGenerationId ?? -1,
      callbacks,
      received,
      error: consumer?.failure ?? null,
    };
  }
}
