import { expect, test } from 'vitest';
import { measureRate, noSamples, type RateSamples, recordInRate } from './simple-rate.ts';

const window = { samples: 11, windowMs: 1000 };

const after = (events: readonly (readonly [number, number])[]): RateSamples =>
  events.reduce((rate, [atMs, bytes]) => recordInRate(rate, window, bytes, atMs), noSamples);
const perSecond = (rate: RateSamples, atMs: number): number => measureRate(rate, window, atMs).perSecond;

test('within the first second the rate is what came, however short the time', () => {
  expect(perSecond(after([[5000, 700]]), 5000)).toBe(700);
  expect(perSecond(after([[5000, 700]]), 5999)).toBe(700);
});

test('later it is the sum over the time since the first', () => {
  expect(perSecond(after([[0, 1000]]), 4000)).toBe(250);
  expect(
    perSecond(
      after([
        [0, 1000],
        [1500, 3000],
      ]),
      2000,
    ),
  ).toBe(2000);
});

test('eleven seconds after the last event of a sample it is forgotten', () => {
  const rate = after([[0, 1100]]);
  expect(perSecond(rate, 10_999)).toBeCloseTo(100.009, 3);
  expect(perSecond(rate, 11_000)).toBe(0);
});

test('a measurement empties what is too old, and that counts as time from then on', () => {
  const measured = measureRate(after([[0, 1100]]), window, 11_000).rate;
  const next = recordInRate(measured, window, 900, 14_000);
  expect(perSecond(next, 14_000)).toBe(300);
});

test('nothing was recorded: the rate is 0', () => {
  expect(perSecond(noSamples, 77)).toBe(0);
});

test('what was given is not changed', () => {
  const rate = after([[0, 100]]);
  const before = structuredClone(rate);
  recordInRate(rate, window, 50, 10);
  measureRate(rate, window, 50_000);
  expect(rate).toEqual(before);
});
