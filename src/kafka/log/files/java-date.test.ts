import { expect, test } from 'vitest';
import { javaDateText } from './java-date.ts';

test.each([
  [0, 'Thu Jan 01 00:00:00 UTC 1970'],
  [951_782_399_000, 'Mon Feb 28 23:59:59 UTC 2000'],
  [951_782_400_000, 'Tue Feb 29 00:00:00 UTC 2000'],
  [1_767_603_600_000, 'Mon Jan 05 09:00:00 UTC 2026'],
  [1_795_280_252_999, 'Sat Nov 21 16:57:32 UTC 2026'],
  [4_107_542_400_000, 'Mon Mar 01 00:00:00 UTC 2100'],
])('%i ms is printed as Java prints a date', (ms, text) => {
  expect(javaDateText(ms)).toBe(text);
});
