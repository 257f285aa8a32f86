import { at, group, producer, threeBrokers, topic, users } from './building-blocks.ts';
import { preset } from './preset.ts';

/** Leads orders-0 with this seed. */
const leader = 1;

/**
 * The leader of orders-0 was killed three seconds ago and nobody has noticed: its session (broker.session.timeout.ms,
 * 9 s from its last heartbeat) still runs, the producer retries, and on the other partitions acks=all waits for a
 * follower that will not fetch again. When the session ends the controller fences it, makes another in-sync replica
 * the leader and takes it out of every ISR; then everything goes on. Started again, it catches up and returns to the ISR.
 */
export const aBrokerDies = preset('a-broker-dies', {
  seed: 4,
  setup: threeBrokers({
    topics: [topic('orders', 3, 2)],
    producers: [producer({ id: 'shop', topic: 'orders', ratePerSecond: 3, keys: users(24), acks: 'all' })],
    groups: [group('billing', ['orders'], 3)],
  }),
  commands: [at(15, { do: 'kill-broker', broker: leader })],
  opensAt: 18,
});
