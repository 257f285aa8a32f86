import { expect, test } from 'vitest';
import { fuzz } from './fuzz/fuzz-run.ts';
import { scheduleFrom } from './fuzz/schedule.ts';
import { freezeNewestCheckpoint } from './testing/freeze.ts';

/** 200 schedules, ten a test; one in fifty with checkpoints frozen, which takes ten times as long. */
const firsts = Array.from({ length: 20 }, (_, at) => 1000 + at * 10);

test.each(firsts)('random acts of seed %i and the nine after it break no promise', { timeout: 300_000 }, (first) => {
  for (let seed = first; seed < first + 10; seed++) {
    const failure = fuzz(scheduleFrom(seed), seed % 50 === 0 ? freezeNewestCheckpoint : undefined);
    expect(failure, `seed ${seed}`).toBeNull();
  }
});
