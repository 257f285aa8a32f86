import type { SimState } from '../state.ts';
import type { Step } from './seen/step.ts';

/** Looks at what one step changed; null: the promise is kept. */
export type Check = (s: SimState, step: Step) => string | null;

/** One promise, watched from outside: no rule of the engine reads it. */
export interface Checker {
  readonly name: string;
  /** Numbers in docs/invariants.md. */
  readonly ids: readonly string[];
  /** Steps of producers and consumers concern it too. */
  readonly looksAtClients: boolean;
  /** A check that remembers nothing yet. */
  readonly start: () => Check;
}

interface Looks {
  readonly looksAtClients?: boolean;
}

/** A checker with what it remembers from step to step. */
export const remembering = <Memory>(
  name: string,
  ids: readonly string[],
  remember: () => Memory,
  check: (s: SimState, step: Step, memory: Memory) => string | null,
  { looksAtClients = false }: Looks = {},
): Checker => ({
  name,
  ids,
  looksAtClients,
  start: () => {
    const memory = remember();
    return (s, step) => check(s, step, memory);
  },
});

export const checker = (
  name: string,
  ids: readonly string[],
  check: Check,
  { looksAtClients = false }: Looks = {},
): Checker => ({
  name,
  ids,
  looksAtClients,
  start: () => check,
});
