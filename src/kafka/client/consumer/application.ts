import type { TopicPartition } from '../../protocol/requests.ts';
import { assignedPartitions, assignFromSubscribed, requestOffsetReset } from './assignment.ts';
import { allConsumed, commitOffsets } from './commit.ts';
import { endCommitCall } from './commit-calls.ts';
import { ensureCoordinator } from './coordinator-lookup.ts';
import { requestUpdateForNewTopics } from './metadata.ts';
import { seek } from './positions.ts';
import { maybeLeaveGroup, requestRejoin } from './rejoin.ts';
import { type OffsetToCommit, partitionKey } from './state.ts';
import type { Turn } from './turn.ts';

/** A call of the application besides poll and close, on the thread that polls. */
export type ApplicationCall =
  /** commitSync (`waits`) or commitAsync; offsets null: the positions. Its end is told under its number. */
  | {
      readonly do: 'commit';
      readonly id: number;
      readonly waits: boolean;
      readonly offsets: readonly OffsetToCommit[] | null;
    }
  | { readonly do: 'seek'; readonly offsets: readonly (TopicPartition & { readonly offset: number })[] }
  /** partitions absent: all assigned ones. */
  | { readonly do: 'seekToBeginning' | 'seekToEnd'; readonly partitions?: readonly TopicPartition[] }
  | { readonly do: 'pause' | 'resume'; readonly partitions: readonly TopicPartition[] }
  | { readonly do: 'subscribe'; readonly topics: readonly string[] }
  | { readonly do: 'unsubscribe' | 'enforceRebalance' };

const earliest = -2;
const latest = -1;

/** Source: ClassicKafkaConsumer. */
export function takeCall(turn: Turn, call: ApplicationCall): void {
  const { consumer } = turn;
  switch (call.do) {
    case 'commit': {
      const offsets = call.offsets ?? allConsumed(consumer);
      consumer.commitCalls = [...consumer.commitCalls, { id: call.id, waits: call.waits, offsets, retryAtUs: 0 }];
      return;
    }
    case 'seek':
      for (const { topic, partition, offset } of call.offsets) {
        const assigned = consumer.partitions.get(partitionKey(topic, partition));
        if (assigned !== undefined) seek(turn, assigned, offset, -1, 'seek');
      }
      return;
    case 'seekToBeginning':
    case 'seekToEnd':
      for (const { topic, partition } of call.partitions ?? assignedPartitions(consumer)) {
        const assigned = consumer.partitions.get(partitionKey(topic, partition));
        if (assigned === undefined) continue;
        requestOffsetReset(assigned);
        assigned.resetTo = call.do === 'seekToEnd' ? latest : earliest;
      }
      return;
    case 'pause':
    case 'resume':
      for (const { topic, partition } of call.partitions) {
        const assigned = consumer.partitions.get(partitionKey(topic, partition));
        if (assigned !== undefined) assigned.paused = call.do === 'pause';
      }
      return;
    case 'subscribe':
      consumer.config = { ...consumer.config, topics: call.topics, topicPattern: null };
      consumer.subscription = call.topics;
      consumer.unsubscribed = false;
      requestUpdateForNewTopics(consumer);
      return;
    case 'unsubscribe':
      return unsubscribe(turn);
    case 'enforceRebalance':
      return requestRejoin(turn, 'rebalance enforced by user');
  }
}

/** Gives its partitions up and leaves the group, until it subscribes again. */
function unsubscribe(turn: Turn): void {
  const { consumer } = turn;
  const partitions = assignedPartitions(consumer);
  if (partitions.length > 0) turn.effects.push({ kind: 'revoked', partitions });
  assignFromSubscribed(consumer, []);
  maybeLeaveGroup(turn, 'the consumer unsubscribed from all topics');
  consumer.unsubscribed = true;
}

/** Commits that the application asked for, also while it does not poll. Source: ConsumerCoordinator.commitOffsetsSync. */
export function continueCommitCalls(turn: Turn): void {
  const { consumer, ctx } = turn;
  if (consumer.commitCalls.length === 0) return;
  const sent = commitsInFlight(turn);
  for (const call of consumer.commitCalls) {
    if (call.retryAtUs > ctx.nowUs || sent.has(call.id)) continue;
    if (call.offsets.length === 0) {
      endCommitCall(turn, call.id, null);
      continue;
    }
    if (!ensureCoordinator(turn)) continue;
    const refused = commitOffsets(turn, call.offsets, { why: 'call', id: call.id });
    if (refused === 'not-a-member') endCommitCall(turn, call.id, 'CommitFailedException');
    else if (refused === 'rebalancing') endCommitCall(turn, call.id, 'RebalanceInProgressException');
  }
}

/** Ids of the calls whose request is under way. */
function commitsInFlight({ consumer }: Turn): Set<number> {
  const ids = new Set<number>();
  for (const { purpose } of consumer.inFlight.values()) {
    if (purpose.kind === 'commit') ids.add(purpose.id);
  }
  return ids;
}
