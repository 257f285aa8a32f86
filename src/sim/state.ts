import { assert } from '../base/assert.ts';
import type { Prng } from '../base/prng.ts';
import { type Consumer, copyConsumer } from '../kafka/client/consumer/consumer.ts';
import { copyProducer, type Producer } from '../kafka/client/producer/producer.ts';
import type { MetadataImage } from '../kafka/controller/metadata-image.ts';
import { copyShard, type GroupShard } from '../kafka/group/shard.ts';
import { copyLog, type PartitionLog } from '../kafka/log/partition-log.ts';
import { type Broker, copyBroker } from './broker/broker-state.ts';
import type { DelayedOperation } from './broker/delayed-operation.ts';
import { copyReplica, type Replica } from './broker/replica-state.ts';
import type { Admin } from './client/admin-calls.ts';
import type { ClientStep, ConsumerNode, ProducerNode } from './client/client-nodes.ts';
import { type Controller, copyController } from './controller/controller-state.ts';
import { type EventBody, pushEvent, type SimEvent } from './event-queue.ts';
import { copyEvidence, type Evidence } from './evidence-state.ts';
import type { Connection, LinkState } from './network-state.ts';
import type { ServerLog } from './server-log/server-log.ts';
import type { ClusterSetup, GroupSetup, NetworkSetup } from './setup.ts';
import type { Update, UpdateBody } from './update.ts';

/**
 * The whole state of one run at one moment: plain data, so that it can be hashed, saved and checkpointed.
 *
 * Entities carry `cow`, the checkpoint generation in which they were last copied. A checkpoint keeps the tables' entries
 * and raises the generation; whoever writes to an entity gets it through an `own…` function, which copies it first if a
 * checkpoint still holds it. What has no `cow` is immutable and replaced as a whole.
 */
export interface SimState {
  cow: number;
  nowUs: number;
  /** Ties between events of one moment go to the lower sequence. */
  sequence: number;
  eventCount: number;
  readonly setup: ClusterSetup;
  readonly startTimeMs: number;
  dice: Prng;
  queue: SimEvent[];
  /** At this length stale events are taken out of the queue. */
  queueLimit: number;
  network: NetworkSetup;
  /** Links with a state of their own, by `linkKey`; values are immutable. */
  links: Map<number, LinkState>;
  connections: Map<number, Connection>;
  /** Set timers by `node/key`; values are immutable. */
  timers: Map<string, Timer>;
  nextToken: number;
  powered: boolean;
  controllers: Map<number, Controller>;
  /** What has been told of the committed metadata: a new active controller tells the rest. */
  toldImage: MetadataImage;
  brokers: Map<number, Broker>;
  logs: Map<number, PartitionLog>;
  replicas: Map<number, Replica>;
  delayed: Map<number, DelayedOperation>;
  nextDelayedId: number;
  shards: Map<number, GroupShard>;
  producers: Map<number, ProducerNode>;
  consumers: Map<number, ConsumerNode>;
  nextClientNode: number;
  admin: Admin;
  /** Groups that people made, by id: what a further member subscribes to. Replaced, never written to. */
  groups: ReadonlyMap<string, GroupSetup>;
  /** Number of a topic in the order of creation, by name; part of the keys of logs and replicas. */
  topicNumbers: Map<string, number>;
  evidence: Evidence;
  /** Not part of the state proper: what happened since the page last asked. */
  updates: Update[];
  /** Not part of the state proper: what brokers and controllers wrote to their logs since the run last looked. */
  serverLog: ServerLog;
  /** Not part of the state proper: what clients did in this step, for who listens in a replay; null: nobody does. */
  heard: ClientStep[] | null;
  /** Partitions on which something changed, by replica key: what waits on them is looked at after this step. */
  wakeups: number[];
}

/** `token` tells its event from that of an older setting. */
export interface Timer {
  readonly token: number;
  readonly setAt: number;
  readonly at: number;
}

export const metadataTopic = '__cluster_metadata';
export const offsetsTopic = '__consumer_offsets';
export const isInternalTopic = (topic: string): boolean => topic.startsWith('__');

/** Client nodes are numbered from here on; brokers and the controller lie below. */
export const firstClientNode = 1000;
const maxNode = 65536;
const maxPartitions = 4096;

/** Key of the log and the replica of a partition on a node. */
export function replicaKey(s: SimState, node: number, topic: string, partition: number): number {
  const number = s.topicNumbers.get(topic);
  assert(number !== undefined, `topic ${topic} has a number`);
  return (number * maxPartitions + partition) * maxNode + node;
}
export const nodeOfReplicaKey = (key: number): number => key % maxNode;
export const topicNumberOfReplicaKey = (key: number): number => Math.floor(key / maxNode / maxPartitions);

/** Gives a topic its number at its first sight. */
export function numberTopic(s: SimState, topic: string): void {
  if (!s.topicNumbers.has(topic)) s.topicNumbers.set(topic, s.topicNumbers.size);
}

export function schedule(s: SimState, at: number, body: EventBody): void {
  assert(at >= s.nowUs, 'an event lies in the future');
  s.sequence += 1;
  pushEvent(s.queue, { at, sequence: s.sequence, ...body });
}

/** Sets a timer of a node; one already set under the key is replaced. */
export function setTimer(s: SimState, node: number, key: string, at: number): void {
  const token = s.nextToken;
  s.nextToken += 1;
  const due = Math.max(at, s.nowUs);
  s.timers.set(`${node}/${key}`, { token, setAt: s.nowUs, at: due });
  schedule(s, due, { kind: 'timer', node, key, token });
}

export function cancelTimer(s: SimState, node: number, key: string): void {
  s.timers.delete(`${node}/${key}`);
}

export function cancelTimersOf(s: SimState, node: number, isMeant: (key: string) => boolean = () => true): void {
  const prefix = `${node}/`;
  for (const name of [...s.timers.keys()]) {
    if (name.startsWith(prefix) && isMeant(name.slice(prefix.length))) s.timers.delete(name);
  }
}

/** True once for the newest setting of the timer, which it takes away. */
export function takeTimer(s: SimState, node: number, key: string, token: number): boolean {
  const name = `${node}/${key}`;
  if (s.timers.get(name)?.token !== token) return false;
  s.timers.delete(name);
  return true;
}

/** Wall-clock milliseconds since 1970, for the timestamps of records. */
export const wallMs = (s: SimState): number => s.startTimeMs + Math.floor(s.nowUs / 1000);

/** Older ones go when nobody asks for so long. */
const maxUpdates = 20_000;

export function tell(s: SimState, body: UpdateBody): void {
  s.updates.push({ ...body, atUs: s.nowUs });
  if (s.updates.length > maxUpdates) s.updates = s.updates.slice(-maxUpdates / 2);
}

/** Something changed on the partition: operations that wait there are tried once the present step is over. */
export function wake(s: SimState, key: number): void {
  if (!s.wakeups.includes(key)) s.wakeups.push(key);
}

export function brokerOf(s: SimState, id: number): Broker {
  const broker = s.brokers.get(id);
  assert(broker, `broker ${id} exists`);
  return broker;
}

export function ownBroker(s: SimState, id: number): Broker {
  const broker = brokerOf(s, id);
  if (broker.cow === s.cow) return broker;
  const copy = copyBroker(broker, s.cow);
  s.brokers.set(id, copy);
  return copy;
}

export function controllerOf(s: SimState, id: number): Controller {
  const controller = s.controllers.get(id);
  assert(controller, `controller ${id} exists`);
  return controller;
}

export function ownController(s: SimState, id: number): Controller {
  const controller = controllerOf(s, id);
  if (controller.cow === s.cow) return controller;
  const copy = copyController(controller, s.cow);
  s.controllers.set(id, copy);
  return copy;
}

export function ownReplica(s: SimState, key: number): Replica {
  const replica = s.replicas.get(key);
  assert(replica, `replica ${key} exists`);
  if (replica.cow === s.cow) return replica;
  const copy = copyReplica(replica, s.cow);
  s.replicas.set(key, copy);
  return copy;
}

export function logAt(s: SimState, key: number): PartitionLog {
  const log = s.logs.get(key);
  assert(log, `log ${key} exists`);
  return log;
}

export function ownLog(s: SimState, key: number): PartitionLog {
  const log = logAt(s, key);
  if (log.cow === s.cow) return log;
  const copy = copyLog(log, s.cow);
  s.logs.set(key, copy);
  return copy;
}

export function ownShard(s: SimState, key: number): GroupShard {
  const shard = s.shards.get(key);
  assert(shard, `group shard ${key} exists`);
  if (shard.cow === s.cow) return shard;
  const copy = copyShard(shard, s.cow);
  s.shards.set(key, copy);
  return copy;
}

export function ownProducer(s: SimState, node: number): ProducerNode & { producer: Producer } {
  const held = s.producers.get(node);
  assert(held, `producer ${node} exists`);
  if (held.cow === s.cow) return held;
  const copy = { ...held, cow: s.cow, producer: copyProducer(held.producer, s.cow) };
  s.producers.set(node, copy);
  return copy;
}

export function ownConsumer(s: SimState, node: number): ConsumerNode & { consumer: Consumer } {
  const held = s.consumers.get(node);
  assert(held, `consumer ${node} exists`);
  if (held.cow === s.cow) return held;
  const copy = { ...held, cow: s.cow, consumer: copyConsumer(held.consumer, s.cow) };
  s.consumers.set(node, copy);
  return copy;
}

export function ownEvidence(s: SimState): Evidence {
  if (s.evidence.cow !== s.cow) s.evidence = copyEvidence(s.evidence, s.cow);
  return s.evidence;
}
