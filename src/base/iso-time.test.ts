import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { isoTime } from './iso-time.ts';

property.prop([fc.integer({ min: 0, max: Date.parse('9999-12-31T23:59:59.999Z') })])(
  'a moment is written as every browser writes it',
  (ms) => {
    expect(isoTime(ms)).toBe(new Date(ms).toISOString());
  },
);
