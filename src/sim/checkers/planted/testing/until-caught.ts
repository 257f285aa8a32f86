import { expect } from 'vitest';
import { watchTrouble } from '../../../fuzz/fuzz-run.ts';
import { type Schedule, scheduleFrom } from '../../../fuzz/schedule.ts';
import type { Checker } from '../../checker.ts';
import { checkers } from '../../registry.ts';

/** The schedules that every bug is tried on, in this order, until its checker sees it. */
export const commonSchedules = (count = 16): Schedule[] =>
  Array.from({ length: count }, (_, at) => scheduleFrom(at + 1));

const named = (name: string): readonly Checker[] => {
  const found = checkers.filter((checker) => checker.name === name);
  expect(found, `the checker "${name}"`).toHaveLength(1);
  return found;
};

/** Which of the schedules makes this one checker, and no other, see the planted bug; −1: none. */
export function caughtOn(name: string, schedules: readonly Schedule[]): number {
  const only = named(name);
  return schedules.findIndex((schedule) => watchTrouble(schedule, only)?.promise === name);
}

/** Without a bug no checker sees anything. */
export function keepEveryPromise(schedules: readonly Schedule[]): void {
  for (const schedule of schedules) expect(watchTrouble(schedule, checkers)).toBeNull();
}
