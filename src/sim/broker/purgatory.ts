import { ownReplica, replicaKey, type SimState, schedule } from '../state.ts';
import type { DelayedOperation } from './delayed-operation.ts';

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

export function keysOf(operation: DelayedOperation): readonly number[] {
  switch (operation.kind) {
    case 'produce':
      return operation.waits.map((wait) => wait.key);
    case 'fetch':
      return operation.keys;
    case 'append':
      return [operation.key];
    case 'delete-records':
      return operation.partitions.flatMap(({ key }) => (key < 0 ? [] : [key]));
  }
}

/** Takes an operation off its partitions. */
export function unpark(s: SimState, operation: DelayedOperation): void {
  s.delayed.delete(operation.id);
  for (const key of keysOf(operation)) {
    if (!s.replicas.has(key)) continue;
    const replica = ownReplica(s, key);
    if (operation.kind === 'fetch') replica.delayedFetch = replica.delayedFetch.filter((id) => id !== operation.id);
    else replica.delayedProduce = replica.delayedProduce.filter((id) => id !== operation.id);
  }
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
