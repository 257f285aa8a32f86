import { group, producer, threeBrokers, topic, users } from './building-blocks.ts';
import { preset } from './preset.ts';

/**
 * The whole way of a record: produced with a key to the leader of its partition, copied by two followers, committed,
 * read by one of two consumers. One consumer has two partitions, the other one.
 */
export const firstCluster = preset('first-cluster', {
  seed: 1,
  setup: threeBrokers({
    topics: [topic('orders', 3, 2)],
    producers: [producer({ id: 'shop', topic: 'orders', ratePerSecond: 2, keys: users(24), acks: 'all' })],
    groups: [group('billing', ['orders'], 2)],
  }),
  opensAt: 18,
});
