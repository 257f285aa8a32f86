import type { SimState } from '../state.ts';
import type { Step } from './seen/step.ts';

/** Looks at what one step changed; null: the promise is kept. */
export type Check = (s: SimState, step: Step) => string | null;

/** One promise, watched from outside: no rule of the engine reads it. */
export interface Checker {
  readonly name: string;
  /** Numbers in docs/invariants.md. */
  readonly ids: readonly string[];
  /** A check that remembers nothing yet. */
  readonly start: () => Check;
}

/** A checker with what it remembers from step to step. */
export const remembering = <Memory>(
  name: string,
  ids: readonly string[],
  remember: () => Memory,
  check: (s: SimState, step: Step, memory: Memory) => string | null,
): Checker => ({
  name,
  ids,
  start: () => {
    const memory = remember();
    return (s, step) => check(s, step, memory);
  },
});

export const checker = (name: string, ids: readonly string[], check: Check): Checker => ({
  name,
  ids,
  start: () => check,
});
