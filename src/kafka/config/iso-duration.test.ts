import { expect, test } from 'vitest';
import { parseIsoDurationMs } from './iso-duration.ts';

test.each([
  ['PT1H', 3600000],
  ['P1DT2H3M4.5S', 93784500],
  ['pt0,25s', 250],
  ['-PT1M', -60000],
  ['PT-1S', -1000],
  ['P2D', 172800000],
  ['P', null],
  ['PT', null],
  ['P1W', null],
  ['1H', null],
])('%s is %s ms', (text, ms) => {
  expect(parseIsoDurationMs(text)).toBe(ms);
});
