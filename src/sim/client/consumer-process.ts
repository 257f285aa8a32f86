import { nextFraction } from '../../base/prng.ts';
import { assignedPartitions } from '../../kafka/client/consumer/assignment.ts';
import { createConsumer, stepConsumer } from '../../kafka/client/consumer/consumer.ts';
import type { ConsumerEffect, ConsumerInput } from '../../kafka/client/consumer/effects.ts';
import { noteDelivered, noteProcessed } from '../deliveries.ts';
import { noteAbandoned, notePassed } from '../evidence/skipped.ts';
import { noteConsumer } from '../group-history.ts';
import { closeConnectionsOf, sendRequest } from '../network.ts';
import type { GroupSetup, MemberSetup } from '../setup.ts';
import {
  cancelTimer,
  cancelTimersOf,
  ownConsumer,
  ownProducer,
  type SimState,
  setTimer,
  tell,
  wallMs,
} from '../state.ts';
import { consumerConfigFrom } from './consumer-config.ts';
import { deadLetterProducer, deadLetterRecord, deadLetterTimer } from './dead-letter.ts';
import { removeProducer, startProducer, step } from './producer-process.ts';

/** Starts a consumer process that subscribes and polls for ever. */
export function startConsumer(s: SimState, group: GroupSetup, member: MemberSetup): number {
  const node = s.nextClientNode;
  s.nextClientNode += 1;
  s.consumers.set(node, {
    cow: s.cow,
    node,
    id: member.id,
    group: group.id,
    state: 'running',
    processed: 0,
    paused: null,
    deadLetterNode: null,
    consumer: createConsumer(consumerConfigFrom(group, member), s.cow),
  });
  tell(s, { kind: 'member-joined', group: group.id, member: member.id });
  stepConsumerNode(s, node, { kind: 'start' });
  return node;
}

/** close(): commits if it may, leaves the group; the process ends when that is done. */
export function closeConsumer(s: SimState, node: number): void {
  const held = ownConsumer(s, node);
  held.state = 'closing';
  tell(s, { kind: 'member-left', group: held.group, member: held.id, reason: 'left' });
  stepConsumerNode(s, node, { kind: 'close' });
}

/** The process dies: nothing more is sent. */
export function crashConsumer(s: SimState, node: number): void {
  const held = ownConsumer(s, node);
  held.state = 'crashed';
  held.paused = null;
  endProcess(s, node);
  for (const run of held.consumer.work?.runs ?? []) noteAbandoned(s, held, run);
  noteConsumer(s, node, []);
  tell(s, { kind: 'consumer-crashed', group: held.group, member: held.id });
}

/** The application takes so long for a record from now on, microseconds. */
export function slowConsumer(s: SimState, node: number, processingUs: number): void {
  const { consumer } = ownConsumer(s, node);
  consumer.config = { ...consumer.config, processingUs };
}

export function stepConsumerNode(s: SimState, node: number, input: ConsumerInput): void {
  const held = ownConsumer(s, node);
  if (held.state === 'crashed' || held.state === 'closed') return;
  const effects = stepConsumer(held.consumer, input, {
    nowUs: s.nowUs,
    nowMs: wallMs(s),
    bootstrap: [...s.brokers.keys()],
    random: () => nextFraction(s.dice),
  });
  s.heard?.push({ client: 'consumer', node, effects });
  for (const effect of effects) carryOut(s, node, effect);
  noteConsumer(s, node, effects);
}

/** Its sockets close; a producer of its own ends with it. */
function endProcess(s: SimState, node: number): void {
  cancelTimersOf(s, node);
  closeConnectionsOf(s, node);
  const { deadLetterNode } = ownConsumer(s, node);
  if (deadLetterNode !== null) removeProducer(s, deadLetterNode);
}

function sendDeadLetter(s: SimState, node: number, effect: Extract<ConsumerEffect, { kind: 'deadLetter' }>): void {
  const held = ownConsumer(s, node);
  const record = deadLetterRecord(effect);
  if (held.deadLetterNode === null) {
    const id = deadLetterProducer(held.id);
    const idle = { ratePerSecond: 0, keys: { kind: 'none' }, valueBytes: 0, configs: {} } as const;
    const producer = startProducer(s, { id, topic: record.topic, ...idle });
    ownProducer(s, producer).deadLettersOf = node;
    held.deadLetterNode = producer;
  }
  step(s, held.deadLetterNode, { kind: 'send', record });
}

/** A timer of the process: one of its client's, or the answer to a dead letter. */
export function consumerTimer(s: SimState, node: number, key: string): void {
  if (!key.startsWith(deadLetterTimer)) return stepConsumerNode(s, node, { kind: 'timer', key });
  const [tag, written] = key.slice(deadLetterTimer.length).split(':');
  stepConsumerNode(s, node, { kind: 'deadLetterEnded', id: -Number(tag), written: written === 'true' });
}

function carryOut(s: SimState, node: number, effect: ConsumerEffect): void {
  const held = ownConsumer(s, node);
  switch (effect.kind) {
    case 'send':
      return sendRequest(s, node, effect.to, effect.correlationId, effect.request);
    case 'timer':
      return setTimer(s, node, effect.key, effect.atUs);
    case 'cancelTimer':
      return cancelTimer(s, node, effect.key);
    case 'delivered':
      return noteDelivered(s, held, effect);
    case 'processed':
      held.processed += effect.count;
      return noteProcessed(s, held, effect);
    case 'abandoned':
      return noteAbandoned(s, held, effect);
    case 'position':
      return notePassed(s, held, effect, effect.offset);
    case 'recordFailed': {
      const { kind: _, ...failed } = effect;
      // Of many attempts the first and the last are worth a word.
      if (failed.attempt > 1 && failed.next === 'retry') return;
      return tell(s, { kind: 'record-failed', group: held.group, member: held.id, ...failed });
    }
    case 'recordGivenUp': {
      const { topic, partition, offset } = effect;
      if (effect.how === 'skip') return;
      return tell(s, { kind: 'dead-letter-written', member: held.id, topic, partition, offset });
    }
    case 'deadLetter':
      return sendDeadLetter(s, node, effect);
    case 'commitEnded':
      if (effect.error === null) return;
      return tell(s, { kind: 'commit-failed', group: held.group, member: held.id, error: effect.error });
    case 'assigned':
      // A cooperative rebalance hands over what is new; what is told is all that it reads now.
      return tell(s, {
        kind: 'member-assigned',
        group: held.group,
        member: held.id,
        partitions: assignedPartitions(held.consumer),
      });
    case 'failed':
      // Its finally block closes the consumer.
      held.state = 'closing';
      return tell(s, { kind: 'consumer-failed', group: held.group, member: held.id, error: effect.error });
    case 'closed':
      held.state = 'closed';
      return endProcess(s, node);
    default:
      return;
  }
}
