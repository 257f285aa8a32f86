import { InvariantError } from '../../base/assert.ts';
import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import type { TopicPartition } from '../../kafka/protocol/requests.ts';
import { type BrokenPromise, broken } from '../checkers/broken-promise.ts';
import { checkCalm } from '../checkers/calm.ts';
import type { Checker } from '../checkers/checker.ts';
import { watchPartition } from '../checkers/seen/watched-partition.ts';
import { checkAfterAct, checkAfterEvent, createWatch, type Watch } from '../checkers/watch.ts';
import type { ProducerNode } from '../client/client-nodes.ts';
import type { Command } from '../command.ts';
import type { SimState } from '../state.ts';
import {
  actOn,
  advanceTo,
  eventCount,
  nowUs,
  type Observer,
  openRun,
  type Run,
  seekTo,
  stateHash,
} from '../timeline.ts';
import { committedImage } from '../view/committed-image.ts';
import type { Schedule } from './schedule.ts';

export interface Failure extends BrokenPromise {
  readonly atUs: number;
  readonly event: number;
}

const second = 1_000_000;
/**
 * Longer than the timeouts that may follow each other: sessions, request.timeout.ms, and max.poll.interval.ms, for which a
 * consumer of a deleted topic may try to commit before it joins (ConsumerCoordinator.onJoinPrepare).
 */
const recoveryUs = 420 * second;
/** How often it is asked whether everything is calm already. */
const calmEveryUs = 10 * second;

/** What a watch has found: it looks at every event until the first broken promise. */
class Broken extends Error {
  readonly promise: BrokenPromise;
  constructor(promise: BrokenPromise) {
    super(promise.detail);
    this.promise = promise;
  }
}

/** Runs a schedule under every check; null when all promises were kept. `everySecond` is called after every simulated second. */
export function fuzz(schedule: Schedule, everySecond: (run: Run) => void = () => undefined): Failure | null {
  const run = openRun(schedule.origin);
  const at = () => ({ atUs: nowUs(run), event: eventCount(run) });
  try {
    const watch = createWatch();
    const observe = observer(watch);
    for (let until = second; nowUs(run) < schedule.troubleEndsUs; until += second) {
      advanceTo(run, Math.min(until, schedule.troubleEndsUs), undefined, observe);
      everySecond(run);
    }
    const failure = calm(run, schedule, observe, watch) ?? (schedule.replayed ? replay(run, schedule) : null);
    return failure === null ? null : { ...failure, ...at() };
  } catch (error) {
    if (error instanceof Broken) return { ...error.promise, ...at() };
    const detail = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
    return { ...broken('no invariant of the engine fails', detail), ...at() };
  }
}

/** The acts alone, under some checks: the first promise that they break; null: none, or the engine has stopped itself. */
export function watchTrouble(schedule: Schedule, only: readonly Checker[]): BrokenPromise | null {
  const run = openRun(schedule.origin);
  try {
    advanceTo(run, schedule.troubleEndsUs, undefined, observer(createWatch(only)));
  } catch (error) {
    if (error instanceof Broken) return error.promise;
    if (!(error instanceof InvariantError)) throw error;
  }
  return null;
}

function observer(watch: Watch): Observer {
  return (s, after) => {
    const found = after === 'event' ? checkAfterEvent(s, watch) : checkAfterAct(s, watch);
    if (found !== null) throw new Broken(found);
  };
}

/** Faults end, everything is switched on, nobody produces: sooner or later all is well. */
function calm(run: Run, { origin }: Schedule, observe: Observer, watch: Watch): BrokenPromise | null {
  for (const command of healing(run)) actOn(run, command, observe);
  const end = nowUs(run) + recoveryUs;
  // Kafka stops fetching a log that does not fit its leader's: nothing but another leader, or a person, helps.
  const isForgiven = (topicId: string, partition: number): boolean =>
    watch.notes.partitions.get(`${topicId}/${partition}`)?.wroteInOldEpoch === true;
  let wrong: BrokenPromise | null = broken('calm', 'nobody has looked');
  while (wrong !== null && nowUs(run) < end) {
    for (const command of quieting(run)) actOn(run, command, observe);
    advanceTo(run, nowUs(run) + calmEveryUs, undefined, observe);
    wrong = checkCalm(run.state, isForgiven);
    if (wrong === null) break;
    const image = committedImage(run.state);
    // A controlled shutdown that was under way has ended since, or a power cut.
    for (const { id, state } of run.state.brokers.values()) {
      if (state === 'stopped' || state === 'crashed') actOn(run, { do: 'start-broker', broker: id }, observe);
      // Whoever was unregistered while it ran is heard again when it has started anew.
      else if (!image.brokers.has(id)) actOn(run, { do: 'kill-broker', broker: id }, observe);
    }
    for (const command of unthrottling(image)) actOn(run, command, observe);
    for (const at of leaderless(image)) actOn(run, { do: 'elect-unclean-leader', ...at }, observe);
  }
  // What was noted of each event must be what a first look at the whole sees.
  wrong ??= checkAfterAct(run.state, secondWatch(watch));
  if (wrong !== null) return wrong;
  return run.commands.length < origin.commands.length ? broken('acts', 'an act was dropped') : null;
}

/** A watch that has seen nothing but what is no longer promised. */
function secondWatch(first: Watch): Watch {
  const second = createWatch();
  for (const [id, { topic, partition, topicId, suspended, compacted }] of first.notes.partitions) {
    const known = { ...watchPartition(topic, partition, topicId), suspended, compacted };
    if (suspended !== null) second.notes.partitions.set(id, known);
  }
  return second;
}

function healing(run: Run): Command[] {
  const { brokers, controllers, links, consumers } = run.state;
  const acts: Command[] = [
    { do: 'stop-chaos' },
    { do: 'power-on' },
    { do: 'change-network', latencyUs: 1000, jitterUs: 100 },
  ];
  for (const { from, to } of links.values()) {
    acts.push({ do: 'heal-link', from, to }, { do: 'slow-link', from, to, latencyUs: null });
    acts.push({ do: 'lose-packets', from, to, lossPerMillion: null });
  }
  for (const controller of controllers.keys()) {
    if (!brokers.has(controller))
      acts.push({ do: 'resume-controller', controller }, { do: 'start-controller', controller });
  }
  for (const broker of brokers.keys()) {
    acts.push({ do: 'free-disk', broker }, { do: 'slow-disk', broker, appendUs: 0, flushUs: 0 });
    acts.push({ do: 'resume-broker', broker }, { do: 'start-broker', broker });
  }
  for (const { id: member, state, paused, consumer } of consumers.values()) {
    if (state !== 'running') continue;
    if (paused !== null) acts.push({ do: 'resume-consumer', member });
    if (consumer.frozen) acts.push({ do: 'unfreeze-consumer', member });
    acts.push({ do: 'slow-consumer', member, processingUs: 1000 });
    const isHeld = [...consumer.partitions.values()].some((it) => it.paused);
    if (isHeld) acts.push({ do: 'resume-partitions', member, topic: null, partition: null });
  }
  return acts;
}

/** Clients of the setup start when their cluster is up, which may be now. */
const quieting = ({ state }: Run): Command[] => {
  const { producers, consumers } = state;
  return [...producers.values()].flatMap((held): Command[] => {
    const { id, removed, ratePerSecond, load } = held;
    if (removed) return [];
    // Its application tries for ever.
    if (held.deadLettersOf !== null && !committedImage(state).topics.has(held.topic)) return [creating(held.topic)];
    const reader = readsItself(held, consumers);
    if (reader !== null) return [{ do: 'remove-consumer', member: reader }];
    return ratePerSecond === 0 && load === null
      ? []
      : [{ do: 'change-producer', producer: id, ratePerSecond: 0, load: null }];
  });
};

const creating = (name: string): Command => ({
  do: 'create-topic',
  topic: { name, partitions: 1, replicationFactor: 1, configs: { 'min.insync.replicas': '1' } },
});

/** An application that reads the topic to which it writes its dead letters may never come to an end. */
function readsItself({ topic, deadLettersOf }: ProducerNode, consumers: SimState['consumers']): string | null {
  const reader = deadLettersOf === null ? undefined : consumers.get(deadLettersOf);
  if (reader?.state !== 'running') return null;
  return [...reader.consumer.partitions.values()].some((it) => it.topic === topic) ? reader.id : null;
}

/** Who is held back by a throttle that nobody takes back stays behind for ever. */
function unthrottling(image: MetadataImage): Command[] {
  const lists = ['leader.replication.throttled.replicas', 'follower.replication.throttled.replicas'];
  const none = Object.fromEntries(lists.map((name) => [name, null]));
  return [...image.topics.keys()].flatMap((topic) => {
    const configs = image.configs.get(`topic:${topic}`);
    const isThrottled = lists.some((name) => configs?.has(name) === true);
    return isThrottled ? [{ do: 'alter-topic-config' as const, topic, configs: none }] : [];
  });
}

/**
 * Partitions that nobody may lead without an operator's word: ISR, ELR and last known leader are all gone, as after a
 * change of min.insync.replicas (ClearElrRecord), or the ELR names only brokers that are no replicas any more.
 */
function leaderless(image: MetadataImage): TopicPartition[] {
  const found: TopicPartition[] = [];
  for (const topic of image.topics.values()) {
    for (const [partition, { leader, replicas, isr, elr, lastKnownElr }] of topic.partitions.entries()) {
      const candidates = [...isr, ...elr, ...(elr.length === 0 ? lastKnownElr : [])];
      if (leader < 0 && !candidates.some((id) => replicas.includes(id))) found.push({ topic: topic.name, partition });
    }
  }
  return found;
}

/** The same acts from the start, and from a checkpoint in the middle, give the same hash. */
function replay(run: Run, { origin, troubleEndsUs }: Schedule): BrokenPromise | null {
  const end = nowUs(run);
  const hash = stateHash(run);
  const again = openRun({ ...origin, commands: run.commands });
  advanceTo(again, end);
  if (stateHash(again) !== hash) return broken('replay', 'the same run has another hash');
  seekTo(again, Math.floor(troubleEndsUs / 2));
  advanceTo(again, end);
  return stateHash(again) === hash ? null : broken('replay', 'back to a checkpoint and on gives another hash');
}

/** Leaves out acts as long as the same promise breaks: what is left is easier to read. */
export function shrink(schedule: Schedule, failure: Failure): Schedule {
  let smallest = schedule;
  for (let at = schedule.origin.commands.length - 1; at >= 0; at--) {
    const commands = smallest.origin.commands.filter((_, i) => i !== at);
    const smaller = { ...smallest, origin: { ...smallest.origin, commands } };
    if (fuzz(smaller)?.promise === failure.promise) smallest = smaller;
  }
  return smallest;
}
