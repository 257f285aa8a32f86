import { group, noKeys, producer, threeBrokers, topic, users } from './building-blocks.ts';
import { preset } from './preset.ts';

/**
 * `orders` is written with keys: all records of one user lie in one partition, in the order they were sent. `visits` is
 * written without: the producer stays with one partition until a batch is full, so at this pace only one fills up.
 * Adding a partition to `orders` sends some users elsewhere from then on.
 */
export const keysAndOrder = preset('keys-and-order', {
  seed: 1,
  setup: threeBrokers({
    topics: [topic('orders', 3, 2), topic('visits', 3, 2)],
    producers: [
      producer({ id: 'shop', topic: 'orders', ratePerSecond: 2, keys: users(8), acks: 'all' }),
      producer({ id: 'site', topic: 'visits', ratePerSecond: 1, keys: noKeys, acks: 'all' }),
    ],
    groups: [group('ledger', ['orders'], 3)],
  }),
  opensAt: 18,
});
