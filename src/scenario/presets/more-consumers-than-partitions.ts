import { group, producer, threeBrokers, topic, users } from './building-blocks.ts';
import { preset } from './preset.ts';

/**
 * Four consumers share three partitions: a partition is read by one member of a group, so one of them has nothing to
 * do. It takes over when another leaves or crashes, and works at once when a fourth partition is added and noticed.
 */
export const moreConsumersThanPartitions = preset('more-consumers-than-partitions', {
  seed: 1,
  setup: threeBrokers({
    topics: [topic('orders', 3, 2)],
    producers: [producer({ id: 'shop', topic: 'orders', ratePerSecond: 3, keys: users(24), acks: 'all' })],
    groups: [group('billing', ['orders'], 4)],
  }),
  opensAt: 16,
});
