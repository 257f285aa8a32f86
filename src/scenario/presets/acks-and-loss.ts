import { at, group, noKeys, producer, threeBrokers, topic } from './building-blocks.ts';
import { preset } from './preset.ts';

/** Leads payments-0 with this seed. */
const leader = 1;
const followers = [2, 3] as const;

/**
 * acks=1: the leader alone answers. Six seconds ago its followers lost the way to it; the producer notices nothing, but
 * what it was told is written lies on one disk only, above the high watermark. Kill that leader: a follower becomes
 * leader without these records, and when the old one returns it cuts them off. They were acknowledged and are lost.
 * With min.insync.replicas=2 this holds also after replica.lag.time.max.ms: the followers leave the ISR, stay eligible,
 * and the high watermark does not move with an ISR of one.
 */
export const acksAndLoss = preset('acks-and-loss', {
  seed: 10,
  setup: threeBrokers({
    topics: [topic('payments', 1, 2)],
    producers: [producer({ id: 'till', topic: 'payments', ratePerSecond: 2, keys: noKeys, acks: '1' })],
    groups: [group('ledger', ['payments'], 1)],
  }),
  commands: followers.map((follower) => at(14, { do: 'cut-link', from: follower, to: leader })),
  opensAt: 20,
});
