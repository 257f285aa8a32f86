import { expect, test } from 'vitest';
import { bytesText, clockText, durationText, idsText, microText, shortHash, timestampText } from './format.ts';

test('the clock shows minutes, seconds and milliseconds, and hours when there are any', () => {
  expect(clockText(0)).toBe('00:00.000');
  expect(clockText(41_280_999)).toBe('00:41.280');
  expect(clockText(3_600_000_000 + 61_001_000)).toBe('1:01:01.001');
  expect(microText(41_280_007)).toBe('007');
});

test('durations take the unit that reads best', () => {
  expect([250, 200_000, 4_500_000, 119_000_000, 300_000_000].map(durationText)).toEqual([
    '250 µs',
    '200 ms',
    '4.5 s',
    '119 s',
    '5 min',
  ]);
});

test('sizes are binary', () => {
  expect([0, 1023, 3174, 1_500_000].map(bytesText)).toEqual(['0 B', '1023 B', '3.1 KiB', '1.4 MiB']);
});

test('ids, hashes and times are shown as Kafka and we write them', () => {
  expect(idsText([2, 3, 1])).toBe('[2, 3, 1]');
  expect(shortHash('ce19-3290-12cb-e297')).toBe('ce19-3290');
  expect(timestampText(1_767_603_600_000)).toBe('2026-01-05 09:00:00.000 UTC');
});
