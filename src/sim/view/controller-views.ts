import { metadataKey } from '../broker/metadata-listener.ts';
import { activeController } from '../controller/active-controller.ts';
import { type Controller, isActive } from '../controller/controller-state.ts';
import { isPaused } from '../process-roles.ts';
import type { ControllerView, Snapshot } from '../snapshot.ts';
import { logAt, type SimState } from '../state.ts';

export function controllerView(s: SimState): Snapshot['controller'] {
  const { id, committed, running } = activeController(s);
  return { id, metadataOffset: committed.offset, running };
}

export function controllerViews(s: SimState): ControllerView[] {
  return [...s.controllers.values()].map((controller) => {
    const { id, raft } = controller;
    const { logEndOffset } = logAt(s, metadataKey(s, id));
    const { epoch, leaderId, highWatermark } = raft;
    const active = isActive(controller);
    const paused = isPaused(s, id);
    return {
      id,
      state: stateOf(controller, paused),
      role: raft.role.kind,
      active,
      epoch,
      leaderId,
      logEndOffset,
      highWatermark,
    };
  });
}

function stateOf({ running, shutdown }: Controller, paused: boolean): ControllerView['state'] {
  if (!running) return 'stopped';
  if (paused) return 'paused';
  return shutdown === 'no' ? 'running' : 'stopping';
}
