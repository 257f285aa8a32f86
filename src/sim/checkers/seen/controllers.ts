import type { Controller } from '../../controller/controller-state.ts';
import type { SimState } from '../../state.ts';
import type { Step } from './step.ts';

const nobody: readonly Controller[] = [];

/** The controllers that a step may have touched. */
export function controllersIn(s: SimState, { actor }: Step): readonly Controller[] {
  if (actor === null) return [...s.controllers.values()];
  const controller = s.controllers.get(actor);
  return controller === undefined ? nobody : [controller];
}
