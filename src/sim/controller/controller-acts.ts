import { releaseHeld } from '../broker/frozen.ts';
import type { Command } from '../command.ts';
import { isCombined } from '../process-roles.ts';
import { ownController, type SimState, tell } from '../state.ts';
import { endController, startController, stopController } from './controller-process.ts';

/** What a person does to the process of a controller. */
export type ControllerCommand = Extract<Command, { do: `${string}-controller` }>;

export function handleControllerCommand(s: SimState, command: ControllerCommand): void {
  const { controller } = command;
  switch (command.do) {
    case 'stop-controller':
      return stopController(s, controller);
    case 'kill-controller':
      tell(s, { kind: 'controller-killed', controller });
      return endController(s, controller);
    case 'start-controller':
      tell(s, { kind: 'controller-started', controller });
      return startController(s, controller);
    case 'pause-controller':
      ownController(s, controller).frozen = [];
      return tell(s, { kind: 'controller-paused', controller });
    case 'resume-controller': {
      const held = ownController(s, controller).frozen ?? [];
      ownController(s, controller).frozen = null;
      tell(s, { kind: 'controller-resumed', controller });
      return releaseHeld(s, held);
    }
  }
}

/** What speaks against it; null: nothing. */
export function controllerProblem(s: SimState, command: ControllerCommand): string | null {
  const id = command.controller;
  const controller = s.controllers.get(id);
  if (controller === undefined) return `There is no controller ${id}.`;
  if (isCombined(s, id)) return `Node ${id} is broker and controller in one process: act on broker ${id}.`;
  const { running, frozen } = controller;
  switch (command.do) {
    case 'start-controller':
      if (!s.powered) return 'The power is off.';
      return running ? `Controller ${id} is running.` : null;
    case 'resume-controller':
      return frozen === null ? `Controller ${id} is not paused.` : null;
    case 'kill-controller':
      return running ? null : `Controller ${id} is not running.`;
    case 'stop-controller':
    case 'pause-controller':
      if (frozen !== null) return `Controller ${id} is paused.`;
      return running ? null : `Controller ${id} is not running.`;
  }
}
