const internalTopics: readonly string[] = ['__consumer_offsets', '__transaction_state', '__share_group_state'];

/** Kafka's own topics. Source: org.apache.kafka.common.internals.Topic.isInternal. */
export const isInternalTopic = (topic: string): boolean => internalTopics.includes(topic);
