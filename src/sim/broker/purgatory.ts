import { assert } from '../../base/assert.ts';
import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import { sendResponse } from '../network.ts';
import { ownReplica, replicaKey, type SimState, schedule } from '../state.ts';
import type { DelayedFetch, DelayedOperation, DelayedProduce } from './delayed-operation.ts';
import { answerFetch, hasEnoughToAnswer, noteTold } from './fetch-read.ts';
import { finishGroupAppend } from './group-writes.ts';

/** Lets an operation wait on its partitions, at the longest until `expiresAt`. Source: DelayedOperationPurgatory. */
export function park(s: SimState, operation: DelayedOperation, expiresAt: number | null): void {
  s.delayed.set(operation.id, operation);
  for (const key of keysOf(operation)) {
    const replica = ownReplica(s, key);
    if (operation.kind === 'fetch') replica.delayedFetch = [...replica.delayedFetch, operation.id];
    else replica.delayedProduce = [...replica.delayedProduce, operation.id];
  }
  if (expiresAt !== null) schedule(s, expiresAt, { kind: 'delayed-expiry', operation: operation.id });
}

export function nextDelayedId(s: SimState): number {
  const id = s.nextDelayedId;
  s.nextDelayedId += 1;
  return id;
}

function keysOf(operation: DelayedOperation): readonly number[] {
  switch (operation.kind) {
    case 'produce':
      return operation.waits.map((wait) => wait.key);
    case 'fetch':
      return operation.keys;
    case 'append':
      return [operation.key];
  }
}

function unpark(s: SimState, operation: DelayedOperation): void {
  s.delayed.delete(operation.id);
  for (const key of keysOf(operation)) {
    if (!s.replicas.has(key)) continue;
    const replica = ownReplica(s, key);
    if (operation.kind === 'fetch') replica.delayedFetch = replica.delayedFetch.filter((id) => id !== operation.id);
    else replica.delayedProduce = replica.delayedProduce.filter((id) => id !== operation.id);
  }
}

/** Something changed on the partition: answers what can be answered now. */
export function completeDelayedOf(s: SimState, key: number): void {
  const replica = s.replicas.get(key);
  if (replica === undefined) return;
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
    case 'append': {
      const error = waitError(s, operation.key, operation.requiredOffset);
      if (error === 'waiting') return;
      unpark(s, operation);
      finishGroupAppend(s, operation, error);
      return;
    }
  }
}

/** The state of one partition's wait: answered with an error or NONE, or still waiting. */
function waitError(s: SimState, key: number, requiredOffset: number): ErrorCode | 'waiting' {
  const replica = s.replicas.get(key);
  if (replica === undefined || replica.role !== 'leader') return 'NOT_LEADER_OR_FOLLOWER';
  return replica.highWatermark >= requiredOffset ? 'NONE' : 'waiting';
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
  noteTold(s, broker, request, response, reply.connectionEpoch);
  sendResponse(s, reply, response);
}

/** The time limit of a waiting operation has come. */
export function expireDelayed(s: SimState, id: number): void {
  const operation = s.delayed.get(id);
  if (operation === undefined) return;
  if (operation.kind === 'produce') finishProduce(s, operation, true);
  else if (operation.kind === 'fetch') finishFetch(s, operation);
}

/** The process is gone and its purgatory with it. */
export function dropDelayedOf(s: SimState, broker: number): void {
  for (const [id, operation] of [...s.delayed]) if (operation.broker === broker) s.delayed.delete(id);
}

/** Key of a partition's replica on a broker, or undefined when the broker does not host it. */
export function hostedKey(s: SimState, broker: number, topic: string, partition: number): number | undefined {
  if (!s.topicNumbers.has(topic)) return undefined;
  const key = replicaKey(s, broker, topic, partition);
  return s.replicas.has(key) ? key : undefined;
}
