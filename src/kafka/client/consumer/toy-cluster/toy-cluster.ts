import { assert } from '../../../../base/assert.ts';
import { decodeAssignment } from '../../../group/consumer-protocol.ts';
import type { GroupCoordinatorConfig, GroupRequest } from '../../../group/group-coordinator.ts';
import type { FetchRequest, KafkaRequest, KafkaResponse, TopicPartition } from '../../../protocol/requests.ts';
import type { ApplicationCall } from '../application.ts';
import {
  type Consumer,
  type ConsumerConfig,
  type ConsumerEffect,
  type ConsumerInput,
  copyConsumer,
  createConsumer,
  defaultConsumerConfig,
  stepConsumer,
} from '../consumer.ts';
import type { OffsetToCommit } from '../state.ts';
import { ToyClock } from './toy-clock.ts';
import { ToyCoordinator } from './toy-coordinator.ts';
import { ToyLogs } from './toy-logs.ts';

const startMs = 1_700_000_000_000;
const latencyUs = 1_000;

/**
 * A stand-in for a cluster: one broker that leads every partition and coordinates every group, with the real
 * coordinator, real logs and real consumers. Messages take one millisecond, a commit to the log two.
 */
export class ToyCluster {
  readonly clock = new ToyClock();
  readonly logs = new ToyLogs(() => this.nowMs());
  readonly coordinator: ToyCoordinator;
  readonly consumers = new Map<string, Consumer>();
  /** As they were when they died. */
  readonly crashed = new Map<string, Consumer>();
  readonly asyncCommits = new Set<number>();
  /** Records after which a consumer stops polling. */
  readonly stopAfter = new Map<string, number>();
  /** The consumers' effects that are told for the eyes. */
  readonly trace: { readonly atUs: number; readonly name: string; readonly effect: ConsumerEffect }[] = [];
  /** In the order of their arrival, with the client. */
  readonly requests: { readonly atUs: number; readonly name: string; readonly request: KafkaRequest }[] = [];
  readonly deadLetters: Extract<ConsumerEffect, { kind: 'deadLetter' }>[] = [];
  /** The broker refuses connections. */
  down = false;
  private readonly stalled = new Map<string, ConsumerInput[]>();
  private readonly parked: (() => boolean)[] = [];
  private nextCall = 0;

  constructor(partitions: Record<string, number>, config: Partial<GroupCoordinatorConfig> = {}) {
    for (const [topic, count] of Object.entries(partitions)) this.logs.createTopic(topic, count);
    const partitionCount = (topic: string): number => this.logs.topics.get(topic)?.length ?? 0;
    this.coordinator = new ToyCoordinator(this.clock, config, () => this.nowMs(), partitionCount);
  }

  private nowMs = (): number => startMs + Math.floor(this.clock.nowUs / 1000);

  advance(ms: number): void {
    this.clock.advance(ms);
  }

  // Consumers.

  addConsumer(name: string, config: Partial<ConsumerConfig> = {}): Consumer {
    const topics = [...this.logs.topics.keys()];
    const full = { ...defaultConsumerConfig, clientId: name, groupId: 'g', topics, ...config };
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
    this.input(name, { kind: 'freeze' });
  }

  resume(name: string): void {
    this.input(name, { kind: 'unfreeze' });
  }

  /** The application's producer was answered. */
  endDeadLetter(name: string, id: number, written: boolean): void {
    this.input(name, { kind: 'deadLetterEnded', id, written });
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
    const id = this.nextCall++;
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
    if (!consumer.frozen) this.stalled.get(name)?.push({ kind: 'unfreeze' });
    consumer.frozen = true;
    consumer.heartbeat.enabled = false;
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
    const context = { nowUs: this.clock.nowUs, nowMs: this.nowMs(), bootstrap: [1], random: () => 0.5 };
    for (const effect of stepConsumer(consumer, input, context)) this.takeEffect(name, effect);
  }

  /** A commit is made also by a process that otherwise stands still. */
  private isOfCommit(name: string, input: ConsumerInput): boolean {
    if (input.kind !== 'response') return input.kind === 'call';
    const { purpose } = this.consumer(name).inFlight.get(input.correlationId) ?? {};
    return purpose?.kind === 'commit' && purpose.why === 'call';
  }

  private takeEffect(name: string, effect: ConsumerEffect): void {
    if (effect.kind === 'timer') {
      const { key } = effect;
      this.clock.setTimer(`${name}/${key}`, effect.atUs, () => this.input(name, { kind: 'timer', key }));
    } else if (effect.kind === 'cancelTimer') {
      this.clock.cancelTimer(`${name}/${effect.key}`);
    } else if (effect.kind === 'send') {
      const { correlationId, request } = effect;
      const answer = (response: KafkaResponse): void => {
        this.clock.at(latencyUs, () => this.input(name, { kind: 'response', correlationId, response }));
      };
      this.clock.at(latencyUs, () => {
        if (this.down) this.clock.at(latencyUs, () => this.input(name, { kind: 'disconnected', correlationId }));
        else this.arrive(name, request, answer);
      });
    } else {
      this.trace.push({ atUs: this.clock.nowUs, name, effect });
      if (effect.kind === 'delivered') this.countDown(name, effect.count);
      if (effect.kind === 'deadLetter') this.deadLetters.push(effect);
    }
  }

  /** Who has got as many records as it wanted stops polling. */
  private countDown(name: string, count: number): void {
    const left = this.stopAfter.get(name);
    if (left === undefined) return;
    this.stopAfter.set(name, left - count);
    if (left > count) return;
    this.stopAfter.delete(name);
    this.clock.at(0, () => this.freeze(name));
  }

  // The broker.

  /** An administrator's request; gives its answer, for which it waits. */
  ask(request: GroupRequest): KafkaResponse {
    let answer: KafkaResponse | null = null;
    this.coordinator.handle(request, (response) => {
      answer = response;
    });
    for (let waited = 0; waited < 1000 && answer === null; waited++) this.advance(1);
    assert(answer !== null, 'the coordinator answers');
    return answer;
  }

  deleteTopic(topic: string): void {
    this.logs.topics.delete(topic);
    this.coordinator.deleteOffsetsOfTopic(topic);
  }

  produce(topic: string, partition: number, count: number, ageMs = 0): void {
    this.logs.produce(topic, partition, count, ageMs);
    this.lookAtParked();
  }

  /** Fetches that wait look whether there is enough by now. */
  lookAtParked(): void {
    for (const look of this.parked.splice(0)) if (!look()) this.parked.push(look);
  }

  private arrive(name: string, request: KafkaRequest, answer: (response: KafkaResponse) => void): void {
    this.requests.push({ atUs: this.clock.nowUs, name, request });
    switch (request.api) {
      case 'Metadata':
        return answer(this.logs.metadata(request));
      case 'FindCoordinator':
        return answer({ api: 'FindCoordinator', error: 'NONE', nodeId: 1 });
      case 'ListOffsets':
        return answer(this.logs.listOffsets(request));
      case 'OffsetForLeaderEpoch':
        return answer(this.logs.offsetForLeaderEpoch(request));
      case 'Fetch':
        return this.fetch(request, answer);
      case 'JoinGroup':
      case 'SyncGroup':
      case 'Heartbeat':
      case 'LeaveGroup':
      case 'OffsetCommit':
      case 'OffsetFetch':
        return this.coordinator.handle(request, answer);
      default:
        assert(false, `no toy answer to ${request.api}`);
    }
  }

  private fetch(request: FetchRequest, answer: (response: KafkaResponse) => void): void {
    const deadlineUs = this.clock.nowUs + request.maxWaitMs * 1000;
    const look = (): boolean => {
      const responses = request.partitions.map((asked) => this.logs.fetchPartition(asked, request.isolationLevel));
      const ready = responses.some(({ records, error }) => records.length > 0 || error !== 'NONE');
      if (!ready && this.clock.nowUs < deadlineUs) return false;
      answer({ api: 'Fetch', responses });
      return true;
    };
    if (look()) return;
    this.parked.push(look);
    this.clock.at(request.maxWaitMs * 1000, () => {
      const at = this.parked.indexOf(look);
      if (at >= 0 && look()) this.parked.splice(at, 1);
    });
  }
}
