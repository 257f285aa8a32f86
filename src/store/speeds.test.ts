import { expect, test } from 'vitest';
import { neighbourSpeed, simulatedSpan } from './speeds.ts';

test('fractions of a microsecond are carried over, so that slow motion loses no time', () => {
  let leftover = 0;
  let total = 0;
  for (let frame = 0; frame < 60; frame++) {
    const span = simulatedSpan(0.001, 16.5, leftover);
    total += span.us;
    leftover = span.leftover;
  }
  expect(total).toBe(990);
});

test('a long gap is not made up for', () => {
  expect(simulatedSpan(1, 60_000, 0).us).toBe(100_000);
});

test('slower and faster stop at the ends', () => {
  expect(neighbourSpeed(1, 1)).toBe(10);
  expect(neighbourSpeed('max', 1)).toBe('max');
  expect(neighbourSpeed(0.001, -1)).toBe(0.001);
});
