import { coordinatorPartition } from '../../../kafka/group/coordinator-partition.ts';
import type { KafkaRequest } from '../../../kafka/protocol/requests.ts';
import { keysOf } from '../../broker/purgatory.ts';
import type { SimEvent } from '../../event-queue.ts';
import { metadataTopic, offsetsTopic, replicaKey, type SimState } from '../../state.ts';

/** Whose event it is; −1: nobody's, it is an expiry of something that was answered long ago. */
export function actorOf(s: SimState, event: SimEvent): number {
  switch (event.kind) {
    case 'timer':
      return event.node;
    case 'delayed-expiry':
      return s.delayed.get(event.operation)?.broker ?? -1;
    default:
      return event.to;
  }
}

/** Keys of the replicas that an event that comes next will touch; null: any of its broker's. */
export function touchedBy(s: SimState, event: SimEvent, actor: number): readonly number[] | null {
  switch (event.kind) {
    case 'delayed-expiry': {
      const operation = s.delayed.get(event.operation);
      return operation === undefined ? null : keysOf(operation);
    }
    case 'request':
      if (event.request.api === 'Fetch') {
        // It may commit metadata, which the broker of a combined node puts into effect.
        if (event.request.partitions[0]?.topic === metadataTopic) return null;
        return keysAt(s, actor, event.request.partitions);
      }
      if (event.request.api === 'Produce') return keysAt(s, actor, event.request.data);
      if (event.request.api === 'Metadata') return [];
      return isGroupRequest(event.request) ? coordinatorAt(s, actor, event.request.groupId) : null;
    case 'response':
      if (event.request.api !== 'Fetch' || event.request.partitions[0]?.topic === metadataTopic) return null;
      return keysAt(s, actor, event.request.partitions);
    default:
      return null;
  }
}

type GroupRequest = Extract<KafkaRequest, { readonly groupId: string }>;

const isGroupRequest = (request: KafkaRequest): request is GroupRequest => 'groupId' in request;

/** The offsets partition that the broker takes a group for; none: it has no such topic. */
function coordinatorAt(s: SimState, broker: number, groupId: string): number[] {
  const count = s.brokers.get(broker)?.image.topics.get(offsetsTopic)?.partitions.length ?? 0;
  return count === 0 ? [] : [replicaKey(s, broker, offsetsTopic, coordinatorPartition(groupId, count))];
}

function keysAt(
  s: SimState,
  broker: number,
  partitions: readonly { readonly topic: string; readonly partition: number }[],
): number[] {
  const keys: number[] = [];
  for (const { topic, partition } of partitions) {
    if (s.topicNumbers.has(topic)) keys.push(replicaKey(s, broker, topic, partition));
  }
  return keys;
}
