import { runNextEvent } from '../sim/simulation.ts';
import type { SimState } from '../sim/state.ts';

/** Microseconds. */
export const ms = 1000;
export const second = 1_000_000;

/** Lets so much simulated time pass. */
export function advance(s: SimState, us: number): void {
  const until = s.nowUs + us;
  while (runNextEvent(s, until));
  s.nowUs = until;
}
