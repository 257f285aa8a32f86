import { expect, test } from 'vitest';
import { freezeNewestCheckpoint } from '../../testing/freeze.ts';
import { fuzz } from '../fuzz-run.ts';
import { scheduleFrom } from '../schedule.ts';

/** Fifty schedules, ten a test; the first with checkpoints frozen, which takes ten times as long. */
export function fuzzFiftySeeds(first: number): void {
  const tens = [0, 10, 20, 30, 40].map((tens) => first + tens);
  test.each(tens)('random acts of seed %i and the nine after it break no promise', { timeout: 300_000 }, (from) => {
    for (let seed = from; seed < from + 10; seed++) {
      const failure = fuzz(scheduleFrom(seed), seed === first ? freezeNewestCheckpoint : undefined);
      expect(failure, `seed ${seed}`).toBeNull();
    }
  });
}
