import { emptyImage, type MetadataImage } from '../../kafka/controller/metadata-image.ts';
import { chaosNode } from '../chaos/chaos-cluster.ts';
import type { SimEvent } from '../event-queue.ts';
import type { SimState } from '../state.ts';
import { committedImage } from '../view/committed-image.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';
import type { Check, Checker } from './checker.ts';
import { checkers } from './registry.ts';
import { noteAcknowledgements } from './seen/answered.ts';
import { type ConsumerNotes, consumerChanges } from './seen/consumer-change.ts';
import { type LeaderAnswers, leaderAssignment } from './seen/leader-assignment.ts';
import { messagesSince, noMessages } from './seen/messages.ts';
import { committedWrites } from './seen/metadata-writes.ts';
import type { ReplicaChange } from './seen/replica-change.ts';
import {
  changesOn,
  findPartition,
  namedPartition,
  noteCommits,
  type ReplicaNotes,
  replicaNotes,
} from './seen/replica-notes.ts';
import { type ShardNotes, shardChanges } from './seen/shard-change.ts';
import type { MetadataWrite, Step } from './seen/step.ts';
import { noteLostData, noteOldMinimum, suspendByElections } from './seen/suspensions.ts';
import { actorOf, touchedBy } from './seen/touched.ts';
import type { WatchedPartition } from './seen/watched-partition.ts';

interface Looking {
  readonly checker: Checker;
  readonly check: Check;
}

/**
 * An onlooker of one run. It looks after every event at what that event touched, so that its cost does not grow with the
 * cluster. A run that went back in time needs a new one.
 */
export interface Watch {
  readonly checks: readonly Looking[];
  /** Those that look at what clients do. */
  readonly clientChecks: readonly Looking[];
  readonly notes: ReplicaNotes;
  readonly shards: ShardNotes;
  readonly consumers: ConsumerNotes;
  readonly leaderAnswers: LeaderAnswers;
  image: MetadataImage;
  /** The event that comes next, whose it is, and the replicas that it will touch; null: not known, or any. */
  next: SimEvent | null;
  nextActor: number;
  nextKeys: readonly number[] | null;
  eventCount: number;
  sequence: number;
}

/** A watch that has seen nothing: its first look takes in the whole state. */
export function createWatch(only: readonly Checker[] = checkers): Watch {
  const checks = only.map((checker) => ({ checker, check: checker.start() }));
  return {
    checks,
    clientChecks: checks.filter(({ checker }) => checker.looksAtClients),
    notes: replicaNotes(),
    shards: new Map(),
    consumers: new Map(),
    leaderAnswers: new Map(),
    image: emptyImage,
    next: null,
    nextActor: -1,
    nextKeys: null,
    eventCount: -1,
    sequence: 0,
  };
}

/** To be called after each event: what of our own promises it broke, or null. Reads the state, never writes to it. */
export function checkAfterEvent(s: SimState, watch: Watch): BrokenPromise | null {
  // What chaos does is an act like a person's.
  const mayTouchAll = watch.next === null || watch.nextActor === chaosNode || s.eventCount !== watch.eventCount + 1;
  if (mayTouchAll) return look(s, watch, null);
  return look(s, watch, watch.next);
}

/** To be called after each act of a person, which may have touched anything; and for a look at a state as it is. */
export const checkAfterAct = (s: SimState, watch: Watch): BrokenPromise | null => look(s, watch, null);

function look(s: SimState, watch: Watch, event: SimEvent | null): BrokenPromise | null {
  const isClient = event !== null && (s.consumers.has(watch.nextActor) || s.producers.has(watch.nextActor));
  const step = isClient ? clientStepOf(s, watch, event) : stepOf(s, watch, event);
  noteNext(s, watch);
  if (step === null) return null;
  for (const { checker, check } of isClient ? watch.clientChecks : watch.checks) {
    const detail = check(s, step);
    if (detail !== null) return broken(checker.name, detail, checker.ids);
  }
  return null;
}

function noteNext(s: SimState, watch: Watch): void {
  const next = s.queue[0] ?? null;
  watch.next = next;
  watch.eventCount = s.eventCount;
  watch.sequence = s.sequence;
  if (next === null) return;
  watch.nextActor = actorOf(s, next);
  watch.nextKeys = s.brokers.has(watch.nextActor) ? touchedBy(s, next, watch.nextActor) : null;
}

/** null: nothing that is promised has changed. */
function stepOf(s: SimState, watch: Watch, event: SimEvent | null): Step | null {
  const actor = event === null ? null : watch.nextActor;
  const isController = actor === null || s.controllers.has(actor);
  // A tool's event: nothing is promised by it.
  if (!isController && !s.brokers.has(actor)) return null;
  if (watch.eventCount < 0 && s.eventCount > 0) watch.image = committedImage(s);
  const { notes } = watch;
  const writes = isController ? committedWrites(s, watch.image) : [];
  watch.image = writes.at(-1)?.after ?? watch.image;
  const only = event === null ? null : watch.nextKeys;
  const changes = changesOn(s, notes, watch.image, actor, only, writes);
  const { answers } = event === null ? noMessages : messagesSince(s, watch.sequence);
  const shards = shardChanges(s, watch.shards, actor, only);
  if (!isController && changes.length + answers.length + shards.length === 0 && only !== null) return null;
  const find: Step['find'] = (topicId, partition) => findPartition(notes, topicId, partition);
  suspendByElections(writes, find);
  const committed = noteCommits(changes);
  noteLostData(changes, watch.image);
  noteOldMinimum(s, changes, watch.image);
  noteAcknowledgements(s, answers, find);
  const partitions = partitionsOf(changes, writes, find);
  const consumers = event === null ? consumerChanges(s, watch.consumers, null) : [];
  const told = { actor, event, changes, partitions, writes, image: watch.image, answers, sent: [], assignments: [] };
  return { ...told, committed, shards, consumers, find, named: naming(watch), isSought: sought(watch) };
}

const naming =
  ({ notes, image }: Watch): Step['named'] =>
  (topic, partition) =>
    namedPartition(notes, image, topic, partition);

const sought =
  ({ consumers }: Watch): Step['isSought'] =>
  (node) =>
    consumers.get(node)?.isSought === true;

const nothingOfNodes = { changes: [], partitions: [], writes: [], answers: [], committed: [], shards: [] };

/** What a producer or a consumer did: no replica is touched by it. */
function clientStepOf(s: SimState, watch: Watch, event: SimEvent): Step {
  const { nextActor: actor, notes, image } = watch;
  const { sent } = messagesSince(s, watch.sequence);
  if (event.kind === 'response' && event.response.api === 'JoinGroup' && event.response.members.length > 0)
    watch.leaderAnswers.set(actor, event.response);
  const assignments = sent.flatMap((it) => leaderAssignment(s, watch.leaderAnswers, it) ?? []);
  const consumers = consumerChanges(s, watch.consumers, actor);
  const find: Step['find'] = (topicId, partition) => findPartition(notes, topicId, partition);
  const lookups = { find, named: naming(watch), isSought: sought(watch) };
  return { ...nothingOfNodes, actor, event, image, sent, assignments, consumers, ...lookups };
}

function partitionsOf(
  changes: readonly ReplicaChange[],
  writes: readonly MetadataWrite[],
  find: Step['find'],
): readonly WatchedPartition[] {
  const partitions = new Set<WatchedPartition>();
  for (const { partition } of changes) partitions.add(partition);
  for (const write of writes) {
    for (const { topicId, partition } of write.changes) {
      const watched = find(topicId, partition);
      if (watched !== undefined) partitions.add(watched);
    }
  }
  return [...partitions];
}
