import { at, group, noKeys, producer, threeBrokers, topic } from './building-blocks.ts';
import { preset } from './preset.ts';

/**
 * Two of three brokers have been shut down, the ISR is down to one, below min.insync.replicas=2. `shop` (acks=all) is
 * answered NOT_ENOUGH_REPLICAS and retries until delivery.timeout.ms. `sensor` (acks=1) is served, but with so small an
 * ISR the high watermark stands still: what it writes stays invisible to consumers. Start one broker and all resumes.
 * Stopped and not killed: with a killed broker in the ISR the records that are on their way would first time out.
 */
export const tooFewInSyncReplicas = preset('too-few-in-sync-replicas', {
  seed: 4,
  setup: threeBrokers({
    topics: [topic('orders', 1, 2)],
    producers: [
      producer({ id: 'shop', topic: 'orders', ratePerSecond: 1, keys: noKeys, acks: 'all' }),
      producer({ id: 'sensor', topic: 'orders', ratePerSecond: 1, keys: noKeys, acks: '1' }),
    ],
    groups: [group('billing', ['orders'], 1)],
  }),
  commands: [at(12, { do: 'stop-broker', broker: 3 }), at(14, { do: 'stop-broker', broker: 2 })],
  opensAt: 24,
});
