import { expect, test } from 'vitest';
import { fuzz } from './fuzz/fuzz-run.ts';
import { scheduleFrom } from './fuzz/schedule.ts';
import { freezeNewestCheckpoint } from './testing/freeze.ts';

/** 200 schedules, ten a test; some of them with checkpoints frozen, which is slow. */
const firsts = Array.from({ length: 20 }, (_, at) => 1000 + at * 10);

test.each(firsts)('random acts of seed %i and the nine after it break no promise', { timeout: 180_000 }, (first) => {
  for (let seed = first; seed < first + 10; seed++) {
    const failure = fuzz(scheduleFrom(seed), seed % 10 === 0 ? freezeNewestCheckpoint : undefined);
    expect(failure, `seed ${seed}`).toBeNull();
  }
});
