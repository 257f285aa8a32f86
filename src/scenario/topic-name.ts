import { limits } from './limits.ts';

/** Kafka's rule for a topic's name (org.apache.kafka.common.internals.Topic.detectInvalidTopic). */
export function isTopicName(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || name.length > limits.name) return false;
  return /^[A-Za-z0-9._-]+$/.test(name);
}

/** Kafka's own topics: `__consumer_offsets` and its kin. */
export function isReservedTopicName(name: string): boolean {
  return name.startsWith('__');
}

/** Two names that differ only in `.` and `_` collide in metric names (Topic.hasCollision). */
export function topicCollisionKey(name: string): string {
  return name.replaceAll('.', '_');
}
