import { expect } from 'vitest';
import { watchTrouble } from '../../../fuzz/fuzz-run.ts';
import { type Schedule, scheduleFrom } from '../../../fuzz/schedule.ts';
import type { Checker } from '../../checker.ts';
import { checkers } from '../../registry.ts';

/** The schedules that every bug is tried on, in this order, until its checker sees it. */
export const commonSchedules = (): Schedule[] => Array.from({ length: 60 }, (_, at) => scheduleFrom(at + 1));

const named = (name: string): readonly Checker[] => {
  const found = checkers.filter((checker) => checker.name === name);
  expect(found, `the checker "${name}"`).toHaveLength(1);
  return found;
};

/**
 * The first schedule on which this one checker, and no other, sees the planted bug; on the same schedule without the bug
 * no checker sees anything.
 */
export function expectCaught(name: string, schedules: readonly Schedule[], takeBugOut: () => void): void {
  const only = named(name);
  const shows = schedules.find((schedule) => watchTrouble(schedule, only)?.promise === name);
  takeBugOut();
  if (shows === undefined) return expect.fail(`"${name}" sees nothing on ${schedules.length} schedules`);
  expect(watchTrouble(shows, checkers)).toBeNull();
}
