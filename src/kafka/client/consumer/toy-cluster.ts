import { assert } from '../../../base/assert.ts';
import { decodeAssignment } from '../../group/consumer-protocol.ts';
import {
  createShard,
  type Deletion,
  defaultGroupCoordinatorConfig,
  deleteGroup,
  deleteOffsets,
  deleteOffsetsOfTopic,
  type GroupContext,
  type GroupCoordinatorConfig,
  type GroupEffect,
  type GroupRecord,
  type GroupRequest,
  type GroupShard,
  handleGroupRequest,
  handleGroupTimer,
  onLoaded,
  replayRecord,
  unloadShard,
  writeOutcome,
} from '../../group/group-coordinator.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type {
  FetchPartition,
  FetchPartitionResponse,
  FetchRequest,
  KafkaRequest,
  KafkaResponse,
  ListOffsetsRequest,
  MetadataRequest,
  MetadataTopic,
  TopicPartition,
} from '../../protocol/requests.ts';
import type { RecordBatch } from '../../record/record-batch.ts';
import type { ApplicationCall } from './application.ts';
import {
  type Consumer,
  type ConsumerConfig,
  type ConsumerEffect,
  type ConsumerInput,
  copyConsumer,
  createConsumer,
  defaultConsumerConfig,
  stepConsumer,
} from './consumer.ts';

import type { OffsetToCommit } from './state.ts';

/*
 * A stand-in for a cluster: one broker that leads every partition and coordinates every group, with the real
 * coordinator and real consumers, and toy logs. Messages take one millisecond, a commit to the log two.
 */
const startMs = 1_700_000_000_000;
const latencyUs = 1_000;
const commitUs = 2_000;

interface Event {
  readonly atUs: number;
  readonly seq: number;
  readonly run: () => void;
}

/** A batch of `count` records without bytes: consumers look only at its offsets. */
function toyBatch(baseOffset: number, count: number, timestamp: number): RecordBatch {
  return {
    baseOffset,
    lastOffset: baseOffset + count - 1,
    partitionLeaderEpoch: 0,
    bytes: new Uint8Array(0),
    sizeInBytes: 61 + count * 10,
    count,
    maxTimestamp: timestamp,
    firstTimestamp: timestamp,
    crc: 0,
    attributes: 0,
    producerId: -1,
    producerEpoch: -1,
    baseSequence: -1,
  };
}

export class ToyCluster {
  nowUs = 0;
  shard: GroupShard;
  readonly topics: Map<string, RecordBatch[][]>;
  /** Log start offsets, by `TOPIC-PARTITION`, where records were deleted. */
  readonly logStarts = new Map<string, number>();
  private readonly topicIds = new Map<string, number>();
  readonly consumers = new Map<string, Consumer>();
  /** As they were when they died. */
  readonly crashed = new Map<string, Consumer>();
  readonly asyncCommits = new Set<number>();
  /** Records after which a consumer stops polling. */
  readonly stopAfter = new Map<string, number>();
  readonly log: GroupRecord[] = [];
  readonly serverLog: { readonly atUs: number; readonly line: string }[] = [];
  /** `SECONDS NAME what`, the consumers' effects that are told for the eyes. */
  readonly trace: { readonly atUs: number; readonly name: string; readonly effect: ConsumerEffect }[] = [];
  /** API names in the order of their arrival, with the client. */
  readonly requests: { readonly atUs: number; readonly name: string; readonly request: KafkaRequest }[] = [];
  readonly config: GroupCoordinatorConfig;
  /** What the log of `__consumer_offsets` answers to an append; `NONE`: committed a little later. */
  appendError: ErrorCode = 'NONE';
  /** Appended, but never committed. */
  commitsHang = false;
  /** The broker refuses connections. */
  down = false;
  private readonly events: Event[] = [];
  private readonly stalled = new Map<string, ConsumerInput[]>();
  private readonly timers = new Map<string, number>();
  private readonly parked: (() => boolean)[] = [];
  private readonly answers = new Map<number, (response: KafkaResponse) => void>();
  private nextToken = 0;
  private nextSeq = 0;
  private uuids = 0;

  constructor(partitions: Record<string, number>, config: Partial<GroupCoordinatorConfig> = {}) {
    this.config = { ...defaultGroupCoordinatorConfig, ...config };
    this.topics = new Map(
      Object.entries(partitions).map(([topic, count]) => [topic, Array.from({ length: count }, () => [])]),
    );
    this.shard = createShard(0, 0, 0);
    this.takeGroupEffects(onLoaded(this.shard, this.groupContext()));
  }

  // The clock.

  private at(delayUs: number, run: () => void): number {
    const seq = this.nextSeq++;
    this.events.push({ atUs: this.nowUs + delayUs, seq, run });
    return seq;
  }

  /** Lets simulated time pass. */
  advance(ms: number): void {
    const untilUs = this.nowUs + ms * 1000;
    for (let count = 0; ; count++) {
      assert(count < 500_000, 'the toy cluster comes to rest');
      this.events.sort((a, b) => a.atUs - b.atUs || a.seq - b.seq);
      const next = this.events[0];
      if (next === undefined || next.atUs > untilUs) break;
      this.events.shift();
      this.nowUs = Math.max(this.nowUs, next.atUs);
      next.run();
    }
    this.nowUs = untilUs;
  }

  private setTimer(key: string, atUs: number, run: () => void): void {
    const seq = this.at(Math.max(atUs - this.nowUs, 0), () => {
      if (this.timers.get(key) !== seq) return;
      this.timers.delete(key);
      run();
    });
    this.timers.set(key, seq);
  }

  // Consumers.

  addConsumer(name: string, config: Partial<ConsumerConfig> = {}): Consumer {
    const full = { ...defaultConsumerConfig, clientId: name, groupId: 'g', topics: [...this.topics.keys()], ...config };
    this.consumers.set(name, createConsumer(full, 0));
    this.input(name, { kind: 'start' });
    return this.consumer(name);
  }

  consumer(name: string): Consumer {
    const consumer = this.consumers.get(name);
    assert(consumer !== undefined, `there is a consumer ${name}`);
    return consumer;
  }

  close(name: string): void {
    this.input(name, { kind: 'close' });
  }

  /** The process dies: nothing more is sent or received. */
  crash(name: string): void {
    this.crashed.set(name, this.consumer(name));
    this.consumers.delete(name);
  }

  assigned(name: string): string[] {
    return [...this.consumer(name).partitions.keys()];
  }

  /** The application stops polling; heartbeats go on. */
  freeze(name: string): void {
    const consumer = this.consumer(name);
    consumer.busyUntilUs = Number.MAX_SAFE_INTEGER;
    this.timers.delete(`${name}/poll`);
    const atUs = this.nowUs + consumer.config.maxPollIntervalMs * 1000;
    this.setTimer(`${name}/maxPoll`, atUs, () => this.input(name, { kind: 'timer', key: 'maxPoll' }));
  }

  resume(name: string): void {
    this.timers.delete(`${name}/maxPoll`);
    this.input(name, { kind: 'timer', key: 'poll' });
  }

  /** The process stands still; what reaches it meanwhile waits. */
  stall(name: string): void {
    this.stalled.set(name, []);
  }

  unstall(name: string): void {
    const inputs = this.stalled.get(name) ?? [];
    this.stalled.delete(name);
    for (const input of inputs) this.input(name, input);
  }

  assignmentOf(bytes: Uint8Array): readonly TopicPartition[] {
    return bytes.length === 0 ? [] : decodeAssignment(bytes).partitions;
  }

  /** commitSync (`waits`) or commitAsync; gives the number of the call. */
  commit(name: string, offsets: readonly OffsetToCommit[] | null, waits: boolean): number {
    const id = this.nextToken++;
    if (!waits) this.asyncCommits.add(id);
    this.call(name, { do: 'commit', id, waits, offsets });
    return id;
  }

  /** The application calls its consumer. */
  call(name: string, call: ApplicationCall): void {
    // Of a process that stands still, only this call goes on.
    if (this.stalled.has(name)) this.holdStill(name);
    this.input(name, { kind: 'call', call });
  }

  private holdStill(name: string): void {
    const consumer = this.consumer(name);
    if (consumer.busyUntilUs === null) this.stalled.get(name)?.push({ kind: 'timer', key: 'poll' });
    consumer.busyUntilUs = Number.MAX_SAFE_INTEGER;
    consumer.heartbeat.enabled = false;
  }

  createTopic(topic: string, partitions: number): void {
    this.topicIds.set(topic, (this.topicIds.get(topic) ?? 0) + 1);
    this.topics.set(
      topic,
      Array.from({ length: partitions }, () => []),
    );
  }

  deleteTopic(topic: string): void {
    this.topics.delete(topic);
    this.takeGroupEffects(deleteOffsetsOfTopic(this.shard, topic, this.groupContext()));
  }

  deleteRecords(topic: string, partition: number, before: number): void {
    this.logStarts.set(`${topic}-${partition}`, before);
  }

  deleteGroup(groupId: string): ErrorCode {
    return this.deletion(deleteGroup(this.shard, groupId, this.groupContext()));
  }

  deleteOffsets(groupId: string, partitions: readonly TopicPartition[]): ErrorCode {
    return this.deletion(deleteOffsets(this.shard, groupId, partitions, this.groupContext()));
  }

  private deletion({ error, effects }: Deletion): ErrorCode {
    this.takeGroupEffects(effects);
    return error;
  }

  /** An administrator's request; gives its answer, for which it waits. */
  ask(request: GroupRequest): KafkaResponse {
    let answer: KafkaResponse | null = null;
    const token = this.nextToken++;
    this.answers.set(token, (response) => {
      answer = response;
    });
    this.takeGroupEffects(handleGroupRequest(this.shard, token, request, this.groupContext()));
    for (let waited = 0; waited < 1000 && answer === null; waited++) this.advance(1);
    assert(answer !== null, 'the coordinator answers');
    return answer;
  }

  addPartitions(topic: string, total: number): void {
    const partitions = this.topics.get(topic) ?? [];
    while (partitions.length < total) partitions.push([]);
  }

  private input(name: string, input: ConsumerInput): void {
    const waiting = this.stalled.get(name);
    if (waiting !== undefined && !this.isOfCommit(name, input)) {
      waiting.push(input);
      return;
    }
    const before = this.consumers.get(name);
    if (before === undefined) return;
    // Every step works on a copy: a shared mutable part would show.
    const consumer = copyConsumer(before, before.cow + 1);
    this.consumers.set(name, consumer);
    const context = { nowUs: this.nowUs, nowMs: this.nowMs(), bootstrap: [1], random: () => 0.5 };
    for (const effect of stepConsumer(consumer, input, context)) this.takeConsumerEffect(name, effect);
  }

  /** A commit is made also by a process that otherwise stands still. */
  private isOfCommit(name: string, input: ConsumerInput): boolean {
    if (input.kind !== 'response') return input.kind === 'call';
    const { purpose } = this.consumer(name).inFlight.get(input.correlationId) ?? {};
    return purpose?.kind === 'commit' && purpose.why === 'call';
  }

  private takeConsumerEffect(name: string, effect: ConsumerEffect): void {
    if (effect.kind === 'timer') {
      const { key } = effect;
      this.setTimer(`${name}/${key}`, effect.atUs, () => this.input(name, { kind: 'timer', key }));
    } else if (effect.kind === 'cancelTimer') {
      this.timers.delete(`${name}/${effect.key}`);
    } else if (effect.kind === 'send') {
      const { correlationId, request } = effect;
      const answer = (response: KafkaResponse): void => {
        this.at(latencyUs, () => this.input(name, { kind: 'response', correlationId, response }));
      };
      this.at(latencyUs, () => {
        if (this.down) this.at(latencyUs, () => this.input(name, { kind: 'disconnected', correlationId }));
        else this.arrive(name, request, answer);
      });
    } else {
      this.trace.push({ atUs: this.nowUs, name, effect });
      if (effect.kind === 'delivered') this.countDown(name, effect.count);
    }
  }

  /** Who has got as many records as it wanted stops polling. */
  private countDown(name: string, count: number): void {
    const left = this.stopAfter.get(name);
    if (left === undefined) return;
    this.stopAfter.set(name, left - count);
    if (left > count) return;
    this.stopAfter.delete(name);
    this.at(0, () => this.freeze(name));
  }

  // The broker.

  private nowMs(): number {
    return startMs + Math.floor(this.nowUs / 1000);
  }

  private groupContext(): GroupContext {
    return {
      nowUs: this.nowUs,
      nowMs: this.nowMs(),
      newMemberUuid: () => `00000000-0000-0000-0000-${String(this.uuids++).padStart(12, '0')}`,
      config: this.config,
      partitionCount: (topic) => this.topics.get(topic)?.length ?? 0,
    };
  }

  private arrive(name: string, request: KafkaRequest, answer: (response: KafkaResponse) => void): void {
    this.requests.push({ atUs: this.nowUs, name, request });
    switch (request.api) {
      case 'Metadata':
        return answer(this.metadata(request));
      case 'FindCoordinator':
        return answer({ api: 'FindCoordinator', error: 'NONE', nodeId: 1 });
      case 'ListOffsets':
        return answer(this.listOffsets(request));
      case 'Fetch':
        return this.fetch(request, answer);
      case 'JoinGroup':
      case 'SyncGroup':
      case 'Heartbeat':
      case 'LeaveGroup':
      case 'OffsetCommit':
      case 'OffsetFetch': {
        const token = this.nextToken++;
        this.answers.set(token, answer);
        this.takeGroupEffects(handleGroupRequest(this.shard, token, request, this.groupContext()));
        return;
      }
      default:
        assert(false, `no toy answer to ${request.api}`);
    }
  }

  private takeGroupEffects(effects: readonly GroupEffect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'respond') {
        const answer = this.answers.get(effect.token);
        assert(answer !== undefined, `request ${effect.token} is answered once`);
        this.answers.delete(effect.token);
        answer(effect.response);
      } else if (effect.kind === 'timer') {
        const { key } = effect;
        this.setTimer(key, effect.atUs, () =>
          this.takeGroupEffects(handleGroupTimer(this.shard, key, this.groupContext())),
        );
      } else if (effect.kind === 'cancelTimer') {
        this.timers.delete(effect.key);
      } else if (effect.kind === 'append') {
        this.append(effect.appendId, effect.records);
      } else {
        this.serverLog.push({ atUs: this.nowUs, line: `${effect.level} ${effect.message}` });
      }
    }
  }

  private append(appendId: number, records: readonly GroupRecord[]): void {
    const report = (outcome: ErrorCode): void =>
      this.takeGroupEffects(writeOutcome(this.shard, appendId, outcome, this.groupContext()));
    if (this.appendError !== 'NONE') {
      report(this.appendError);
      return;
    }
    this.log.push(...records);
    const { shard } = this;
    if (!this.commitsHang) this.at(commitUs, () => this.shard === shard && report('NONE'));
  }

  /** Another broker takes over: the old one lets go, the new one loads the log. */
  moveCoordinator(): void {
    this.takeGroupEffects(unloadShard(this.shard, this.groupContext()));
    this.shard = createShard(0, this.shard.epoch + 1, 0);
    for (const { key, value } of this.log) replayRecord(this.shard, key, value);
    this.takeGroupEffects(onLoaded(this.shard, this.groupContext()));
  }

  produce(topic: string, partition: number, count: number, ageMs = 0): void {
    const log = this.partitionLog(topic, partition);
    log.push(toyBatch(this.endOffset(topic, partition), count, this.nowMs() - ageMs));
    for (const look of this.parked.splice(0)) if (!look()) this.parked.push(look);
  }

  private partitionLog(topic: string, partition: number): RecordBatch[] {
    const log = this.topics.get(topic)?.[partition];
    assert(log !== undefined, `${topic}-${partition} exists`);
    return log;
  }

  endOffset(topic: string, partition: number): number {
    return (this.partitionLog(topic, partition).at(-1)?.lastOffset ?? -1) + 1;
  }

  private metadata(request: MetadataRequest): KafkaResponse {
    const topics = (request.topics ?? [...this.topics.keys()]).map((name): MetadataTopic => {
      const partitions = this.topics.get(name);
      const topicId = `${name}#${this.topicIds.get(name) ?? 0}`;
      if (partitions === undefined) return { error: 'UNKNOWN_TOPIC_OR_PARTITION', name, topicId: '', partitions: [] };
      const known = { error: 'NONE', leader: 1, leaderEpoch: 0, replicas: [1], isr: [1] } as const;
      return { error: 'NONE', name, topicId, partitions: partitions.map(() => known) };
    });
    return { api: 'Metadata', brokers: [{ nodeId: 1, rack: null }], controllerId: 100, topics };
  }

  private logStart = (topic: string, partition: number): number => this.logStarts.get(`${topic}-${partition}`) ?? 0;

  private offsetAt(topic: string, partition: number, timestamp: number): number {
    if (timestamp === -2) return this.logStart(topic, partition);
    if (timestamp === -1) return this.endOffset(topic, partition);
    return this.partitionLog(topic, partition).find((batch) => batch.maxTimestamp >= timestamp)?.baseOffset ?? -1;
  }

  private listOffsets(request: ListOffsetsRequest): KafkaResponse {
    const responses = request.partitions.map(({ topic, partition, timestamp }) => {
      const exists = this.topics.get(topic)?.[partition] !== undefined;
      const error = exists ? ('NONE' as const) : ('UNKNOWN_TOPIC_OR_PARTITION' as const);
      const offset = exists ? this.offsetAt(topic, partition, timestamp) : -1;
      return { topic, partition, error, timestamp: -1, offset, leaderEpoch: 0 };
    });
    return { api: 'ListOffsets', responses };
  }

  private fetchPartition({ topic, partition, fetchOffset }: FetchPartition): FetchPartitionResponse {
    const exists = this.topics.get(topic)?.[partition] !== undefined;
    const end = exists ? this.endOffset(topic, partition) : -1;
    const start = this.logStart(topic, partition);
    const error = !exists
      ? 'UNKNOWN_TOPIC_OR_PARTITION'
      : isOutside(fetchOffset, start, end)
        ? 'OFFSET_OUT_OF_RANGE'
        : 'NONE';
    return {
      topic,
      partition,
      error,
      highWatermark: end,
      lastStableOffset: end,
      logStartOffset: start,
      divergingEpoch: null,
      records: error === 'NONE' ? this.partitionLog(topic, partition).filter((b) => b.lastOffset >= fetchOffset) : [],
    };
  }

  private fetch(request: FetchRequest, answer: (response: KafkaResponse) => void): void {
    const deadlineUs = this.nowUs + request.maxWaitMs * 1000;
    const look = (): boolean => {
      const responses = request.partitions.map((asked) => this.fetchPartition(asked));
      const ready = responses.some(({ records, error }) => records.length > 0 || error !== 'NONE');
      if (!ready && this.nowUs < deadlineUs) return false;
      answer({ api: 'Fetch', responses });
      return true;
    };
    if (look()) return;
    this.parked.push(look);
    this.at(request.maxWaitMs * 1000, () => {
      const at = this.parked.indexOf(look);
      if (at >= 0 && look()) this.parked.splice(at, 1);
    });
  }
}

const isOutside = (offset: number, start: number, end: number): boolean => offset < start || offset > end;
