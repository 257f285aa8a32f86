import { msToUs } from '../../../base/units.ts';
import type { TopicPartition } from '../../protocol/requests.ts';
import { continueCommitCalls, takeCall } from './application.ts';
import { assignFromSubscribed } from './assignment.ts';
import { beginClose, continueClose } from './close.ts';
import type { ConsumerContext, ConsumerEffect, ConsumerInput } from './effects.ts';
import { armHeartbeat, runHeartbeat } from './heartbeat.ts';
import { maybeAssignAsLeader } from './join.ts';
import { armMaxPoll, onMaxPollTimer } from './max-poll.ts';
import { maintainMetadata } from './metadata.ts';
import { pollOnce } from './poll.ts';
import { failDropped, onDisconnected, onRequestTimeouts, onResponse } from './responses.ts';
import type { Consumer } from './state.ts';
import type { Turn } from './turn.ts';
import { armWake } from './wake.ts';
import { continueWork, freeze, isAtRecords, isAway, onDeadLetterEnded, onWorkTimer, unfreeze } from './work.ts';

export { type ConsumerConfig, defaultConsumerConfig } from './config.ts';
export { type ConsumerDescription, describeConsumer } from './describe.ts';
export type { ConsumerContext, ConsumerEffect, ConsumerInput } from './effects.ts';
export { type Consumer, copyConsumer, createConsumer } from './state.ts';

/** More turns than any input needs: one more means that two rules undo each other. */
const maxTurns = 16;

/**
 * A consumer of the classic group protocol with the application that polls it, as a state machine: it changes the
 * consumer and returns what it asks for. The application is inside poll() except while it works on the records that
 * poll returned; heartbeats go on meanwhile. Source: ClassicKafkaConsumer.java, ConsumerCoordinator.java.
 */
export function stepConsumer(consumer: Consumer, input: ConsumerInput, ctx: ConsumerContext): ConsumerEffect[] {
  const turn: Turn = { consumer, ctx, effects: [], dropped: [] };
  if (consumer.life === 'closed') return turn.effects;
  takeInput(turn, input);
  let metadataAtUs: number | null = null;
  for (let i = 0; i < maxTurns && consumer.life !== 'new'; i++) {
    const before = turn.effects.length;
    const { metadata, work } = consumer;
    const { updateRequested } = metadata;
    metadataAtUs = progress(turn);
    if (turn.effects.length === before && metadata.updateRequested === updateRequested && consumer.work === work) break;
  }
  armHeartbeat(turn);
  armMaxPoll(turn);
  armWake(turn, metadataAtUs);
  return turn.effects;
}

/** Another speed of the application; it counts from its next poll on. */
export function setProcessing(consumer: Consumer, processingUs: number, pollIntervalUs: number): void {
  consumer.config = { ...consumer.config, processingUs, pollIntervalUs };
}

function takeInput(turn: Turn, input: ConsumerInput): void {
  const { consumer, ctx } = turn;
  switch (input.kind) {
    case 'start':
      if (consumer.life !== 'new') return;
      consumer.life = 'running';
      if (consumer.config.assign !== null) assignByHand(consumer, consumer.config.assign);
      consumer.nextAutoCommitUs = ctx.nowUs + msToUs(consumer.config.autoCommitIntervalMs);
      return;
    case 'call':
      if (!isAtRecords(consumer)) takeCall(turn, input.call);
      else consumer.waitingCalls = [...consumer.waitingCalls, input.call];
      return;
    case 'freeze':
      freeze(turn);
      return;
    case 'unfreeze':
      unfreeze(turn);
      return;
    case 'deadLetterEnded':
      onDeadLetterEnded(turn, input.id, input.written);
      return;
    case 'close':
      // A poll loop ends between two polls; one that hangs is broken off.
      if (isAtRecords(consumer) && !consumer.frozen) consumer.closeWhenDone = true;
      else beginClose(turn);
      return;
    case 'response':
      onResponse(turn, input.correlationId, input.response);
      return;
    case 'disconnected':
      onDisconnected(turn, input.correlationId);
      return;
    case 'timer':
      takeTimer(turn, input.key);
  }
}

/** assign(): no group management. */
function assignByHand(consumer: Consumer, partitions: readonly TopicPartition[]): void {
  assignFromSubscribed(consumer, partitions);
  consumer.membership.rejoinNeeded = false;
}

function takeTimer(turn: Turn, key: string): void {
  const { consumer } = turn;
  if (key === 'work') onWorkTimer(turn);
  else if (key === 'maxPoll') onMaxPollTimer(turn);
  else if (key === 'heartbeat') consumer.heartbeat.timerAtUs = null;
  else if (key === 'wake') consumer.wakeAtUs = null;
  else if (key === 'timeouts') onRequestTimeouts(turn);
}

/** Everything that can go on now. Gives the time of the next metadata refresh. */
function progress(turn: Turn): number | null {
  const { consumer } = turn;
  failDropped(turn);
  if (consumer.failure !== null) beginClose(turn);
  if (consumer.life === 'closed') return null;
  runHeartbeat(turn);
  maybeAssignAsLeader(turn);
  const metadataAtUs = maintainMetadata(turn);
  continueCommitCalls(turn);
  continueWork(turn);
  if (consumer.life === 'closing') continueClose(turn);
  else if (!isAway(consumer) && !consumer.unsubscribed) pollOnce(turn);
  return metadataAtUs;
}
