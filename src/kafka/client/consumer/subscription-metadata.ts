import type { TopicPartition } from '../../protocol/requests.ts';
import {
  metadataAllowedAtUs,
  metadataTopics,
  partitionCounts,
  requestMetadataUpdate,
  requestUpdateForNewTopics,
} from './metadata.ts';
import type { MetadataSnapshot } from './state.ts';
import { matchesPattern } from './subscription-match.ts';
import type { Turn } from './turn.ts';

export const isSameTopics = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((topic) => b.includes(topic));

/** Source: ConsumerCoordinator.MetadataSnapshot.matches. */
export const isSameSnapshot = (a: MetadataSnapshot, b: MetadataSnapshot): boolean =>
  a.version === b.version ||
  (a.partitions.size === b.partitions.size &&
    [...a.partitions].every(([topic, count]) => b.partitions.get(topic) === count));

/**
 * With newer metadata: what the pattern matches now, and what the topics look like that the member watches.
 * Source: ConsumerCoordinator.maybeUpdateSubscriptionMetadata, updatePatternSubscription.
 */
export function maybeUpdateSubscriptionMetadata({ consumer }: Turn): void {
  const { metadata, membership, config } = consumer;
  if (metadata.version <= membership.metadataSnapshot.version) return;
  if (config.topicPattern !== null) {
    const matching = [...metadata.topics.keys()].filter((topic) => matchesPattern(config, topic)).sort();
    if (!isSameTopics(matching, consumer.subscription)) {
      consumer.subscription = matching;
      requestUpdateForNewTopics(consumer);
    }
  }
  const topics = metadataTopics(consumer);
  const known = partitionCounts(consumer, topics);
  const partitions = new Map(topics.map((topic) => [topic, known.get(topic) ?? 0]));
  membership.metadataSnapshot = { version: metadata.version, partitions };
}

/**
 * Who subscribes by pattern looks at the topics once more before it joins, so that one new topic makes one rebalance.
 * False while the answer is waited for. Source: ConsumerCoordinator.poll.
 */
export function isFreshForPattern(turn: Turn): boolean {
  const { consumer, ctx } = turn;
  if (consumer.config.topicPattern === null || consumer.membership.joinPending) return true;
  const { metadata } = consumer;
  if (!metadata.inFlight && metadataAllowedAtUs(turn) <= ctx.nowUs) requestMetadataUpdate(consumer, true);
  if (metadata.updateRequested || metadata.inFlight) return false;
  maybeUpdateSubscriptionMetadata(turn);
  return true;
}

/** The leader knew of topics that match and that this member has not seen yet. Source: maybeUpdateJoinedSubscription. */
export function joinAssignedTopics({ consumer }: Turn, assigned: readonly TopicPartition[]): void {
  const { membership, config } = consumer;
  if (config.topicPattern === null || membership.joinedTopics === null) return;
  const joined = new Set(membership.joinedTopics);
  const added = [...new Set(assigned.map(({ topic }) => topic))].filter((topic) => !joined.has(topic));
  if (added.length === 0) return;
  membership.joinedTopics = [...membership.joinedTopics, ...added].sort();
  const subscription = [...new Set([...consumer.subscription, ...added])].sort();
  if (isSameTopics(subscription, consumer.subscription)) return;
  consumer.subscription = subscription;
  requestUpdateForNewTopics(consumer);
}
