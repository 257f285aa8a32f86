import type { GroupSetup } from '../../sim/setup.ts';
import { group, producer, threeBrokers, topic, users } from './building-blocks.ts';
import { preset } from './preset.ts';

const usual = group('billing', ['orders'], 3);

/** One record in three seconds; about one a second arrives in each partition. */
const slow: GroupSetup = {
  ...usual,
  members: usual.members.map((member, i) => (i === 2 ? { ...member, processingUs: 3_000_000 } : member)),
  // Few records a poll, so that its commits come often enough to be seen.
  configs: { ...usual.configs, 'max.poll.records': '5' },
};

/**
 * billing-3 takes three seconds a record. Its partition's lag grows and grows while the others keep up; it still sends
 * heartbeats, so the group sees nothing wrong. A further consumer would not help: the slow one keeps its partition.
 */
export const slowConsumer = preset('slow-consumer', {
  seed: 1,
  setup: threeBrokers({
    topics: [topic('orders', 3, 2)],
    producers: [producer({ id: 'shop', topic: 'orders', ratePerSecond: 3, keys: users(24), acks: 'all' })],
    groups: [slow],
  }),
  opensAt: 25,
});
