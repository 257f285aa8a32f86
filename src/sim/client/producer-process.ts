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
  reconfigure,
  stepProducer,
} from '../../kafka/client/producer/producer.ts';
import { noteAcknowledged } from '../evidence.ts';
import { closeConnectionsOf, dropConnections, handshakeUs, isReachable, sendRequest } from '../network.ts';
import type { KeyPattern, ProducerSetup } from '../setup.ts';
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
import type { SendOutcome } from './client-nodes.ts';

/** Starts a producer process with an application that sends at a fixed rate. */
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
    configs: setup.configs,
    bootstrap,
    made: 0,
    removed: false,
    producer: createProducer(producerConfigFrom(setup.id, setup.configs), s.cow),
    outcomes: null,
  });
  scheduleNext(s, node, true);
  setTimer(s, node, 'producer', s.nowUs);
  return node;
}

function scheduleNext(s: SimState, node: number, first: boolean): void {
  const rate = s.producers.get(node)?.ratePerSecond ?? 0;
  if (rate <= 0) {
    cancelTimer(s, node, 'application');
    return;
  }
  const interval = Math.max(1, Math.floor(US_PER_SECOND / rate));
  setTimer(s, node, 'application', s.nowUs + (first ? nextBelow(s.dice, interval) : interval));
}

const connectKey = 'connect:';

export function producerTimer(s: SimState, node: number, key: string): void {
  if (key === 'producer') return step(s, node, { kind: 'timer' });
  if (key.startsWith(connectKey)) {
    const to = Number(key.slice(connectKey.length));
    return step(s, node, { kind: isReachable(s, node, to) ? 'connected' : 'refused', node: to });
  }
  const held = ownProducer(s, node);
  // send() blocks the application while it waits for metadata.
  if (!isBlocked(held.producer)) {
    held.made += 1;
    const key = drawKey(s, held.keys);
    const record = {
      topic: held.topic,
      partition: null,
      key: key === null ? null : encodeUtf8(key),
      value: encodeUtf8(valueText(held.id, held.made, held.valueBytes)),
      timestamp: null,
      tag: null,
    };
    step(s, node, { kind: 'send', record });
  }
  scheduleNext(s, node, false);
}

function drawKey(s: SimState, keys: KeyPattern): string | null {
  switch (keys.kind) {
    case 'none':
      return null;
    case 'users':
      return `user-${nextBelow(s.dice, keys.count) + 1}`;
    case 'skewed':
      return `user-${nextBelow(s.dice, 2) === 0 ? 1 : nextBelow(s.dice, keys.count) + 1}`;
  }
}

function valueText(id: string, made: number, bytes: number): string {
  const text = `${id} ${made}`;
  return text.length >= bytes ? text : text.padEnd(bytes, '.');
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
  step(s, node, { kind: 'send', record: { topic, partition, key, value, timestamp, tag } });
}

/** A person turned a knob: rate and keys at once; acks by a client that starts anew, as a process with other configs would. */
export function changeProducer(
  s: SimState,
  node: number,
  change: { readonly ratePerSecond?: number; readonly keys?: KeyPattern; readonly acks?: '0' | '1' | 'all' },
): void {
  const held = ownProducer(s, node);
  if (change.keys !== undefined) held.keys = change.keys;
  if (change.acks !== undefined) {
    held.configs = { ...held.configs, acks: change.acks };
    reconfigure(held.producer, producerConfigFrom(held.id, held.configs));
  }
  if (change.ratePerSecond !== undefined) {
    held.ratePerSecond = change.ratePerSecond;
    scheduleNext(s, node, true);
  }
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
  for (const effect of effects) carryOut(s, node, held.id, effect);
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
      if (final) noteOutcomes(s, node, tags, () => ({ ok: false, exception, message }));
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
