import { expect, test } from 'vitest';
import { fuzz } from './fuzz/fuzz-run.ts';
import { scheduleFrom } from './fuzz/schedule.ts';
import { freezeNewestCheckpoint } from './testing/freeze.ts';

test.each(Array.from({ length: 20 }, (_, at) => 1000 + at))('random acts of seed %i break no promise', (seed) => {
  expect(fuzz(scheduleFrom(seed), freezeNewestCheckpoint)).toBeNull();
});
