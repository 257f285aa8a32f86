import { expect, test, vi } from 'vitest';
import { fuzz } from '../../fuzz/fuzz-run.ts';
import { growingGroups, repeatedRequests } from './testing/client-schedules.ts';

/** The bug that is planted now; every mutation below asks for its own. */
const plant = vi.hoisted(() => ({ bug: '' }));

vi.mock('../../../kafka/client/consumer/heartbeat.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/client/consumer/heartbeat.ts')>();
  const onHeartbeatResponse: typeof actual.onHeartbeatResponse = (turn, sent, response) => {
    const isDeaf = plant.bug === 'members do not hear of rebalances' && response.error === 'REBALANCE_IN_PROGRESS';
    actual.onHeartbeatResponse(turn, sent, isDeaf ? { ...response, error: 'NONE' } : response);
  };
  return { ...actual, onHeartbeatResponse };
});

vi.mock('../../../kafka/client/producer/drain.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/client/producer/drain.ts')>();
  const drainNode: typeof actual.drainNode = (...asked) =>
    plant.bug === 'what cannot be sent is kept for ever' ? [] : actual.drainNode(...asked);
  return { ...actual, drainNode };
});

vi.mock('../../../kafka/client/producer/expiry.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/client/producer/expiry.ts')>();
  const isKept = (): boolean => plant.bug === 'what cannot be sent is kept for ever';
  const expireBatches: typeof actual.expireBatches = (...asked) => {
    if (!isKept()) actual.expireBatches(...asked);
  };
  const nextExpiryUs: typeof actual.nextExpiryUs = (p) =>
    isKept() ? Number.POSITIVE_INFINITY : actual.nextExpiryUs(p);
  return { ...actual, expireBatches, nextExpiryUs };
});

test.each([
  ['members do not hear of rebalances', growingGroups(), /^group billing/],
  ['what cannot be sent is kept for ever', repeatedRequests(), /neither acknowledged nor given up$/],
] as const)('%s: calm does not come', { timeout: 120_000 }, (bug, [schedule], detail) => {
  if (schedule === undefined) return expect.fail('there is a schedule');
  plant.bug = bug;
  expect(fuzz(schedule)).toMatchObject({ promise: 'calm', detail: expect.stringMatching(detail) });
  plant.bug = '';
  expect(fuzz(schedule)).toBeNull();
});
