import { assert } from '../../base/assert.ts';
import { nextBelow, nextUint32 } from '../../base/prng.ts';
import { US_PER_SECOND } from '../../base/units.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import type { TaggedRecord } from '../../kafka/client/producer/effects.ts';
import {
  createProducer,
  isBlocked,
  type ProducerEffect,
  type ProducerInput,
  producerConfigFrom,
  stepProducer,
} from '../../kafka/client/producer/producer.ts';
import { noteAcknowledged } from '../evidence.ts';
import { closeConnectionsOf, dropConnections, handshakeUs, isReachable, sendRequest } from '../network.ts';
import type { ProducerSetup } from '../setup.ts';
import {
  cancelTimer,
  cancelTimersOf,
  logAt,
  ownProducer,
  replicaKey,
  type SimState,
  setTimer,
  tell,
  wallMs,
} from '../state.ts';
import type { ProducerNode, SendOutcome } from './client-nodes.ts';
import { deadLetterTimer } from './dead-letter.ts';
import { makeRecord } from './workload.ts';

/** Starts a producer process with the application that feeds it. */
export function startProducer(s: SimState, setup: ProducerSetup, bootstrap: readonly number[] | null = null): number {
  const node = s.nextClientNode;
  s.nextClientNode += 1;
  s.producers.set(node, {
    cow: s.cow,
    node,
    id: setup.id,
    topic: setup.topic,
    ratePerSecond: setup.ratePerSecond,
    keys: setup.keys,
    valueBytes: setup.valueBytes,
    load: setup.load ?? null,
    record: setup.record ?? null,
    topics: [setup.topic, ...(setup.alsoTo ?? [])],
    left: setup.load?.kind === 'count' ? setup.load.records : 0,
    configs: setup.configs,
    bootstrap,
    made: 0,
    removed: false,
    producer: createProducer(producerConfigFrom(setup.id, setup.configs), s.cow),
    restarting: false,
    deadLettersOf: null,
    outcomes: null,
  });
  scheduleNext(s, node, true);
  setTimer(s, node, 'producer', s.nowUs);
  return node;
}

/** Microseconds from one waking of the application to the next; 0: it sends nothing by itself. */
function intervalOf({ load, left, ratePerSecond }: ProducerNode): number {
  if (load?.kind === 'burst') return load.everyUs;
  if (ratePerSecond <= 0 || (load?.kind === 'count' && left === 0)) return 0;
  return Math.max(1, Math.floor(US_PER_SECOND / ratePerSecond));
}

export function scheduleNext(s: SimState, node: number, first: boolean): void {
  const held = s.producers.get(node);
  const interval = held === undefined ? 0 : intervalOf(held);
  if (interval === 0) {
    cancelTimer(s, node, 'application');
    return;
  }
  // The clocks of applications are not in step; the first burst comes at once.
  const wait = first ? (held?.load?.kind === 'burst' ? 0 : nextBelow(s.dice, interval)) : interval;
  setTimer(s, node, 'application', s.nowUs + wait);
}

const connectKey = 'connect:';

export function producerTimer(s: SimState, node: number, key: string): void {
  if (key === 'producer') return step(s, node, { kind: 'timer' });
  if (key.startsWith(connectKey)) {
    const to = Number(key.slice(connectKey.length));
    return step(s, node, { kind: isReachable(s, node, to) ? 'connected' : 'refused', node: to });
  }
  applicationWakes(s, node);
  scheduleNext(s, node, false);
}

/** send() blocks the application while it waits for metadata or memory: what it would have sent meanwhile it never makes. */
function applicationWakes(s: SimState, node: number): void {
  const held = ownProducer(s, node);
  if (isBlocked(held.producer) || held.restarting) return;
  const { load } = held;
  if (load?.kind === 'burst') {
    if (held.left === 0) held.left = load.records;
    goOnSending(s, node);
    return;
  }
  if (load?.kind === 'count') held.left -= 1;
  sendNext(s, node);
}

/** The rest of a burst, as far as send() does not block. */
function goOnSending(s: SimState, node: number): void {
  for (;;) {
    const held = ownProducer(s, node);
    if (held.left === 0 || held.restarting || held.removed || isBlocked(held.producer)) return;
    held.left -= 1;
    sendNext(s, node);
  }
}

function sendNext(s: SimState, node: number): void {
  const held = ownProducer(s, node);
  held.made += 1;
  const record = makeRecord(held, s.dice, wallMs(s));
  if (record !== null) return step(s, node, { kind: 'send', record });
  // The serializer has thrown: nothing was sent (SerializationException).
  held.producer.failed += 1;
}

/** One record by hand; its tag, which follows it to its acknowledgement, is the number of records made so far. */
export function sendByHand(
  s: SimState,
  node: number,
  record: {
    readonly topic: string;
    readonly partition: number | null;
    readonly key: string | null;
    readonly value: string | null;
    readonly headers?: readonly { readonly key: string; readonly value: string | null }[];
    /** Milliseconds since 1970; absent: now. */
    readonly timestamp?: number;
  },
): void {
  const held = ownProducer(s, node);
  held.made += 1;
  const tag = held.made;
  const { topic, partition, timestamp = null } = record;
  const key = record.key === null ? null : encodeUtf8(record.key);
  const value = record.value === null ? null : encodeUtf8(record.value);
  const headers = (record.headers ?? []).map((header) => ({
    key: header.key,
    value: header.value === null ? null : encodeUtf8(header.value),
  }));
  const made = { topic, partition, key, value, ...(headers.length > 0 && { headers }), timestamp, tag };
  step(s, node, { kind: 'send', record: made });
}

/** The process is closed, which sends what it has; one with the configs as they are then takes its place. */
export function restartProducer(s: SimState, node: number): void {
  const held = ownProducer(s, node);
  if (held.restarting) return;
  held.restarting = true;
  step(s, node, { kind: 'close', timeoutMs: noLimitMs });
}

/** close() without a timeout: Long.MAX_VALUE milliseconds there, some thirty years here. */
const noLimitMs = 1_000_000_000_000;

/** Another process under the same client.id: it knows nothing of the one before. */
function startAnew(s: SimState, node: number): void {
  cancelTimersOf(s, node);
  closeConnectionsOf(s, node);
  const held = ownProducer(s, node);
  const { sent, acknowledged, failed } = held.producer;
  held.producer = createProducer(producerConfigFrom(held.id, held.configs), s.cow);
  // What its books show goes on.
  Object.assign(held.producer, { sent, acknowledged, failed });
  held.restarting = false;
  if (held.load?.kind === 'burst') held.left = 0;
  scheduleNext(s, node, true);
  setTimer(s, node, 'producer', s.nowUs);
}

/** The process ends; what it had not sent is gone with it. */
export function removeProducer(s: SimState, node: number): void {
  ownProducer(s, node).removed = true;
  cancelTimersOf(s, node);
  closeConnectionsOf(s, node);
}

export function step(s: SimState, node: number, input: ProducerInput): void {
  const held = ownProducer(s, node);
  if (held.removed) return;
  const bootstrap = held.bootstrap ?? [...s.brokers.keys()];
  const effects = stepProducer(held.producer, input, {
    nowUs: s.nowUs,
    nowMs: wallMs(s),
    bootstrap,
    random: () => nextUint32(s.dice) & 0x7fffffff,
  });
  s.heard?.push({ client: 'producer', node, effects });
  for (const effect of effects) carryOut(s, node, held.id, effect);
  if (held.restarting) {
    if (held.producer.closed) startAnew(s, node);
  } else if (held.left > 0 && held.load?.kind === 'burst' && input.kind !== 'send') goOnSending(s, node);
}

function carryOut(s: SimState, node: number, id: string, effect: ProducerEffect): void {
  switch (effect.kind) {
    case 'send':
      return sendRequest(s, node, effect.to, effect.correlationId, effect.request);
    case 'timer':
      return setTimer(s, node, 'producer', effect.atUs);
    case 'connect':
      return setTimer(s, node, `${connectKey}${effect.node}`, s.nowUs + handshakeUs(s, node, effect.node));
    case 'disconnect':
      return dropConnections(s, node, effect.node);
    case 'partitioned': {
      const key = effect.key === null ? null : decodeUtf8(effect.key);
      const { topic, partition, hash, by, partitions } = effect;
      return tell(s, { kind: 'record-sent', producer: id, topic, partition, key, hash, by, partitions });
    }
    case 'acknowledged':
      return acknowledged(s, node, id, effect);
    case 'failed': {
      const { topic, partition, count, error, final, exception, message, tags } = effect;
      if (final) {
        noteOutcomes(s, node, tags, () => ({ ok: false, exception, message }));
        tellDeadLetters(s, node, tags, false);
      }
      return tell(s, { kind: 'produce-failed', producer: id, topic, partition, records: count, error, final });
    }
  }
}

function acknowledged(
  s: SimState,
  node: number,
  id: string,
  effect: Extract<ProducerEffect, { readonly kind: 'acknowledged' }>,
): void {
  const { topic, partition, baseOffset, logAppendTimeMs, count, tags } = effect;
  const offsetOf = ({ index }: TaggedRecord): number => (baseOffset < 0 ? -1 : baseOffset + index);
  noteOutcomes(s, node, tags, (tagged) => ({ ok: true, partition, offset: offsetOf(tagged), logAppendTimeMs }));
  tellDeadLetters(s, node, tags, true);
  if (baseOffset < 0) return;
  const epoch = epochAt(s, topic, partition, baseOffset);
  noteAcknowledged(s, topic, partition, epoch, baseOffset, baseOffset + count - 1);
  for (const tagged of tags) {
    tell(s, { kind: 'record-acknowledged', producer: id, topic, partition, offset: offsetOf(tagged) });
  }
}

function noteOutcomes(
  s: SimState,
  node: number,
  tags: readonly TaggedRecord[],
  outcome: (tagged: TaggedRecord) => SendOutcome,
): void {
  const known = s.producers.get(node)?.outcomes ?? null;
  if (known === null || tags.length === 0) return;
  const entries = tags.map((tagged) => [tagged.tag, outcome(tagged)] as const);
  ownProducer(s, node).outcomes = new Map([...known, ...entries]);
}

/** The application that waits for its dead letters goes on. */
function tellDeadLetters(s: SimState, node: number, tags: readonly TaggedRecord[], written: boolean): void {
  const consumer = s.producers.get(node)?.deadLettersOf ?? null;
  if (consumer === null) return;
  for (const { tag } of tags) setTimer(s, consumer, `${deadLetterTimer}${tag}:${written}`, s.nowUs);
}

/** Epoch of the leader that appended the offset, for the onlooker's books: the newest that any log shows there. */
function epochAt(s: SimState, topic: string, partition: number, offset: number): number {
  let epoch = -1;
  for (const broker of s.brokers.keys()) {
    const key = replicaKey(s, broker, topic, partition);
    if (!s.logs.has(key)) continue;
    for (const entry of logAt(s, key).leaderEpochs) {
      if (entry.startOffset <= offset && logAt(s, key).logEndOffset > offset) epoch = Math.max(epoch, entry.epoch);
    }
  }
  assert(epoch >= -1, 'an epoch or none');
  return epoch;
}
