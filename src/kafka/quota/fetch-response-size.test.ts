import { expect, test } from 'vitest';
import { fetchResponseBytes } from './fetch-response-size.ts';

const part = (topic: string, recordBytes: number, diverging = false) => ({ topic, recordBytes, diverging });

test('sizes are those that FetchResponse.sizeOf gives', () => {
  expect(fetchResponseBytes([])).toBe(16);
  expect(fetchResponseBytes([part('t', 0)])).toBe(71);
  expect(fetchResponseBytes([part('t', 127)])).toBe(199);
  expect(fetchResponseBytes([part('t', 2_097_151)])).toBe(2_097_225);
  expect(fetchResponseBytes([part('t', 0, true)])).toBe(86);
});

test('partitions of one topic share its id only side by side', () => {
  expect(fetchResponseBytes([part('t', 10), part('t', 20)])).toBe(138);
  expect(fetchResponseBytes([part('t', 10), part('u', 20), part('t', 0)])).toBe(211);
});
