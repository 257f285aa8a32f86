import { assert } from '../../base/assert.ts';
import { nextBelow, nextUint32 } from '../../base/prng.ts';
import { US_PER_SECOND } from '../../base/units.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import {
  createProducer,
  isBlocked,
  type ProducerEffect,
  type ProducerInput,
  producerConfigFrom,
  stepProducer,
} from '../../kafka/client/producer/producer.ts';
import { noteAcknowledged } from '../evidence.ts';
import { closeConnectionsOf, sendRequest } from '../network.ts';
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
  });
  scheduleNext(s, node, true);
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

export function producerTimer(s: SimState, node: number, key: string): void {
  if (key !== 'application') {
    step(s, node, { kind: 'timer', key });
    return;
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
      timestamp: wallMs(s),
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

/** One record by hand, with a tag that follows it to its acknowledgement. */
export function sendByHand(
  s: SimState,
  node: number,
  record: { topic: string; partition: number | null; key: string | null; value: string | null },
): void {
  const held = ownProducer(s, node);
  held.made += 1;
  step(s, node, {
    kind: 'send',
    record: {
      topic: record.topic,
      partition: record.partition,
      key: record.key === null ? null : encodeUtf8(record.key),
      value: record.value === null ? null : encodeUtf8(record.value),
      timestamp: wallMs(s),
      tag: held.made,
    },
  });
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
    const acks = change.acks === 'all' ? -1 : change.acks === '1' ? 1 : 0;
    held.producer.config = { ...held.producer.config, acks };
    held.configs = { ...held.configs, acks: change.acks };
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
      return setTimer(s, node, effect.key, effect.atUs);
    case 'cancelTimer':
      return cancelTimer(s, node, effect.key);
    case 'partitioned': {
      const key = effect.key === null ? null : decodeUtf8(effect.key);
      const { topic, partition, hash, by, partitions } = effect;
      return tell(s, { kind: 'record-sent', producer: id, topic, partition, key, hash, by, partitions });
    }
    case 'acknowledged': {
      const { topic, partition, baseOffset, count, tags } = effect;
      if (baseOffset < 0) return;
      noteAcknowledged(
        s,
        topic,
        partition,
        epochAt(s, topic, partition, baseOffset),
        baseOffset,
        baseOffset + count - 1,
      );
      if (tags.length > 0)
        tell(s, { kind: 'record-acknowledged', producer: id, topic, partition, offset: baseOffset + count - 1 });
      return;
    }
    case 'failed': {
      const { topic, partition, count, error, final } = effect;
      return tell(s, { kind: 'produce-failed', producer: id, topic, partition, records: count, error, final });
    }
  }
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
