import { expect, test } from 'vitest';
import { changedThings, createPulses } from './changed-things.ts';

const isr = {
  kind: 'isr-changed',
  atUs: 0,
  topic: 'orders',
  partition: 0,
  before: [1, 2, 3],
  after: [2, 3],
  by: 'controller',
  minInsyncReplicas: 1,
} as const;

test('a broker that leaves the ISR is what changed', () => {
  expect(changedThings(isr)).toEqual([{ kind: 'replica', topic: 'orders', partition: 0, broker: 1 }]);
});

test('a pulse ends after its moment, and the set is new only when it differs', () => {
  const pulses = createPulses();
  pulses.add([isr], 0);
  const during = pulses.keys(100);
  expect([...during]).toEqual(['replica/orders-0/1']);
  expect(pulses.keys(200)).toBe(during);
  expect(pulses.keys(5000).size).toBe(0);
});
