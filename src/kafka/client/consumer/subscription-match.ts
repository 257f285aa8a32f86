import { compileTopicPattern, type TopicPattern } from '../../config/topic-pattern.ts';
import { isInternalTopic } from '../../protocol/internal-topics.ts';
import type { ConsumerConfig } from './config.ts';
import type { Consumer } from './state.ts';

/** Compiled once: it is asked for every topic at every refresh. */
let last: { readonly text: string; readonly matches: TopicPattern } | null = null;

/** Whether the topic is one of those that subscribe(Pattern) means. Source: ConsumerMetadata.retainTopic. */
export function matchesPattern({ topicPattern, excludeInternalTopics }: ConsumerConfig, topic: string): boolean {
  if (topicPattern === null || (excludeInternalTopics && isInternalTopic(topic))) return false;
  if (last?.text !== topicPattern) {
    const compiled = compileTopicPattern(topicPattern);
    last = { text: topicPattern, matches: compiled.ok ? compiled.value : () => false };
  }
  return last.matches(topic);
}

/** Source: SubscriptionState.checkAssignmentMatchedSubscription. */
export const isSubscribed = (consumer: Consumer, topic: string): boolean =>
  consumer.config.topicPattern === null
    ? consumer.subscription.includes(topic)
    : matchesPattern(consumer.config, topic);
