import type { TopicPartition } from '../../protocol/requests.ts';
import { noLeaderOrEpoch } from './fetch-position.ts';
import { type AssignedPartition, type Consumer, partitionKey } from './state.ts';

export const assignedPartitions = (consumer: Consumer): TopicPartition[] =>
  [...consumer.partitions.values()].map(({ topic, partition }) => ({ topic, partition }));

/** Partitions that stay keep their state; new ones need a position. Source: SubscriptionState.assignFromSubscribed. */
export function assignFromSubscribed(consumer: Consumer, partitions: readonly TopicPartition[]): void {
  const before = consumer.partitions;
  consumer.partitions = new Map(
    partitions.map(({ topic, partition }) => {
      const key = partitionKey(topic, partition);
      return [key, before.get(key) ?? newPartition(topic, partition)];
    }),
  );
}

export const newPartition = (topic: string, partition: number): AssignedPartition => ({
  topic,
  partition,
  state: 'INITIALIZING',
  position: -1,
  offsetEpoch: -1,
  currentLeader: noLeaderOrEpoch,
  pendingRevocation: false,
  paused: false,
  resetTo: null,
  nextRetryUs: 0,
  highWatermark: -1,
  logStartOffset: -1,
  lastStableOffset: -1,
  committed: -1,
});

/** Whether poll may return, or fetch, records of it. Source: SubscriptionState.isFetchable. */
export const isFetchable = (partition: AssignedPartition): boolean =>
  partition.state === 'FETCHING' && !partition.pendingRevocation && !partition.paused;

/** auto.offset.reset decides again. Source: SubscriptionState.requestOffsetReset. */
export function requestOffsetReset(partition: AssignedPartition): void {
  partition.state = 'AWAIT_RESET';
  partition.position = -1;
  partition.resetTo = null;
  partition.offsetEpoch = -1;
  partition.currentLeader = noLeaderOrEpoch;
  partition.nextRetryUs = 0;
}
