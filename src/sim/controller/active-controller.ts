import { assert } from '../../base/assert.ts';
import type { SimState } from '../state.ts';
import { type Controller, isActive } from './controller-state.ts';

/**
 * The controller that counts: the active one of the latest epoch; while there is none, the one that knows most.
 * Views and checks look through this; processes know only what they have been told.
 */
export function activeController(s: SimState): Controller {
  let found: Controller | undefined;
  for (const controller of s.controllers.values()) {
    if (found === undefined || rank(controller) > rank(found)) found = controller;
  }
  assert(found !== undefined, 'a cluster has a controller');
  return found;
}

/** A number so that a later epoch beats an earlier one, an active controller a waiting one, a longer log a shorter. */
function rank(controller: Controller): number {
  if (!controller.running) return -1;
  return isActive(controller) ? 1e15 + controller.claimEpoch : controller.committed.offset + 1;
}

/** Whether somebody leads the quorum and has taken up a controller's duties. */
export const hasActiveController = (s: SimState): boolean => isActive(activeController(s));
