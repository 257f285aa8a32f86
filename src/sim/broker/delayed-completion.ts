import { assert } from '../../base/assert.ts';
import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import { sendResponse } from '../network.ts';
import { effectiveMinIsr } from '../settings.ts';
import { brokerOf, type SimState } from '../state.ts';
import type { DelayedDeleteRecords, DelayedFetch, DelayedProduce } from './delayed-operation.ts';
import { answerDeleteRecords, areRecordsDeleted } from './delete-records.ts';
import { answerFetch, hasEnoughToAnswer, sendFetchAnswer } from './fetch-read.ts';
import { maximalIsr } from './follower-progress.ts';
import { finishGroupAppend } from './group-effects.ts';
import { keysOf, unpark } from './purgatory.ts';

/**
 * Answers what waited for the partitions that the step changed. Kafka does this in its action queue, after the append or
 * fetch that caused it has let go of its locks.
 */
export function completeWoken(s: SimState): void {
  for (let key = s.wakeups.shift(); key !== undefined; key = s.wakeups.shift()) completeDelayedOf(s, key);
}

function completeDelayedOf(s: SimState, key: number): void {
  const replica = s.replicas.get(key);
  if (replica === undefined) {
    // The replica was deleted: whoever waits on it is told so.
    for (const operation of [...s.delayed.values()]) if (keysOf(operation).includes(key)) tryComplete(s, operation.id);
    return;
  }
  for (const id of replica.delayedProduce) tryComplete(s, id);
  for (const id of s.replicas.get(key)?.delayedFetch ?? []) tryComplete(s, id);
}

function tryComplete(s: SimState, id: number): void {
  const operation = s.delayed.get(id);
  if (operation === undefined) return;
  switch (operation.kind) {
    case 'produce':
      if (isProduceDone(s, operation)) finishProduce(s, operation, false);
      return;
    case 'fetch':
      if (hasEnoughToAnswer(s, operation)) finishFetch(s, operation);
      return;
    case 'delete-records':
      if (areRecordsDeleted(s, operation)) finishDeleteRecords(s, operation, false);
      return;
    case 'append': {
      const error = waitError(s, operation.key, operation.requiredOffset);
      if (error === 'waiting') return;
      unpark(s, operation);
      finishGroupAppend(s, operation, error);
      return;
    }
  }
}

/**
 * The state of one partition's wait: answered with an error or NONE, or still waiting.
 * Source: kafka.cluster.Partition.checkEnoughReplicasReachOffset (4.3.1).
 */
function waitError(s: SimState, key: number, requiredOffset: number): ErrorCode | 'waiting' {
  const replica = s.replicas.get(key);
  if (replica === undefined || replica.role !== 'leader') return 'NOT_LEADER_OR_FOLLOWER';
  if (replica.highWatermark < requiredOffset) return 'waiting';
  const { image } = brokerOf(s, replica.broker);
  const needed = effectiveMinIsr(s, image, replica.topic, replica.replicas.length, replica.broker);
  return needed <= maximalIsr(replica).length ? 'NONE' : 'NOT_ENOUGH_REPLICAS_AFTER_APPEND';
}

const isProduceDone = (s: SimState, operation: DelayedProduce): boolean =>
  operation.waits.every((wait) => waitError(s, wait.key, wait.requiredOffset) !== 'waiting');

/** Source: kafka.server.DelayedProduce; what has not reached its offset in time is REQUEST_TIMED_OUT. */
function finishProduce(s: SimState, operation: DelayedProduce, expired: boolean): void {
  unpark(s, operation);
  const responses = operation.responses.map((response) => {
    const wait = operation.waits.find((w) => w.topic === response.topic && w.partition === response.partition);
    if (wait === undefined) return response;
    const outcome = waitError(s, wait.key, wait.requiredOffset);
    if (outcome === 'NONE') return response;
    assert(expired || outcome !== 'waiting', 'a produce is answered when it is done or its time is over');
    return { ...response, error: outcome === 'waiting' ? ('REQUEST_TIMED_OUT' as const) : outcome, baseOffset: -1 };
  });
  sendResponse(s, operation.reply, { api: 'Produce', responses });
}

function finishFetch(s: SimState, operation: DelayedFetch): void {
  unpark(s, operation);
  const { broker, request, reply } = operation;
  const response = answerFetch(s, broker, request, reply.connectionEpoch);
  sendFetchAnswer(s, broker, request, response, reply);
}

function finishDeleteRecords(s: SimState, operation: DelayedDeleteRecords, expired: boolean): void {
  unpark(s, operation);
  answerDeleteRecords(s, operation, expired);
}

/** The time limit of a waiting operation has come. */
export function expireDelayed(s: SimState, id: number): void {
  const operation = s.delayed.get(id);
  if (operation === undefined) return;
  if (operation.kind === 'produce') finishProduce(s, operation, true);
  else if (operation.kind === 'fetch') finishFetch(s, operation);
  else if (operation.kind === 'delete-records') finishDeleteRecords(s, operation, true);
}
