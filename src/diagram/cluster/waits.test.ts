import { expect, test } from 'vitest';
import type { WaitView } from '../../sim/snapshot.ts';
import { groupWaits, shareLeft, waitsAt } from './waits.ts';

const wait = (
  id: string,
  kind: WaitView['subject']['kind'],
  config: WaitView['config'],
  startUs: number,
  endUs: number,
): WaitView => ({
  id,
  subject: { kind, id },
  config,
  startUs,
  endUs,
});
const session = wait('2', 'broker', 'broker.session.timeout.ms', 0, 9_000_000);

test('waits of up to three simulated seconds are not shown', () => {
  expect(waitsAt([wait('a', 'member', 'request.timeout.ms', 0, 3_000_000), session], 1)).toEqual([session]);
});

test('a wait is shown from its start until its end', () => {
  expect(waitsAt([session], 8_999_999)).toHaveLength(1);
  expect(waitsAt([session], 9_000_000)).toHaveLength(0);
});

test('waits of one config on one kind of thing are told as one, the soonest first', () => {
  const lag = (id: string, endUs: number) => wait(id, 'partition', 'replica.lag.time.max.ms', 0, endUs);
  const groups = groupWaits(waitsAt([lag('orders-1', 30_000_000), session, lag('orders-0', 29_000_000)], 1));
  expect(groups.map(({ first, others }) => [first.id, others])).toEqual([
    ['2', 0],
    ['orders-0', 1],
  ]);
});

test('the ring runs down from full to empty', () => {
  expect(shareLeft(session, 0)).toBe(1);
  expect(shareLeft(session, 4_500_000)).toBe(0.5);
  expect(shareLeft(session, 10_000_000)).toBe(0);
});
