import { at, group, producer, threeBrokers, topic, users } from './building-blocks.ts';
import { preset } from './preset.ts';

/** The active controller with this seed, and the leader of a partition. */
const both = 1;

/**
 * process.roles=broker,controller on all three nodes, as in Kafka's config/server.properties: broker 1 was the active
 * controller and was killed a second ago. First the two others elect a controller, after
 * controller.quorum.fetch.timeout.ms; only that one can notice, a whole broker.session.timeout.ms later, that a broker is
 * gone, and give its partitions another leader.
 */
export const combinedNodes = preset('combined-nodes', {
  seed: 4,
  setup: threeBrokers(
    {
      topics: [topic('orders', 3, 2)],
      producers: [producer({ id: 'shop', topic: 'orders', ratePerSecond: 3, keys: users(24), acks: 'all' })],
      groups: [group('billing', ['orders'], 3)],
    },
    [1, 2, 3],
  ),
  commands: [at(20, { do: 'kill-broker', broker: both })],
  opensAt: 21,
});
