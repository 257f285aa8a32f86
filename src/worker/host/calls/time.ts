import { limits } from '../../../scenario/limits.ts';
import { advanceTo, nowUs, runCommands, seekTo, stepEvent, undoLast } from '../../../sim/run.ts';
import { type Handler, withRun } from '../host-state.ts';
import { documentOf, frameOf, type OpenRun, replay } from '../open-run.ts';

/** A run ends where documents end; it stands still while storage cannot follow. */
export const frame: Handler<'frame'> = (host, { runId, simulatedUs, budgetMs }) =>
  withRun(host, runId, (open) => {
    const { ports } = host;
    const startedMs = ports.nowMs();
    const before = nowUs(open.run);
    const target = Math.min(before + Math.floor(simulatedUs), limits.momentUs);
    if (target > before && !open.copy.isFull()) {
      advanceTo(open.run, target, () => ports.nowMs() - startedMs >= budgetMs, open.observe);
      open.copy.changed();
    }
    return frameOf(open);
  });

export const step: Handler<'step'> = (host, { runId }) =>
  withRun(host, runId, (open) => {
    if (nowUs(open.run) < limits.momentUs) stepEvent(open.run, open.observe);
    open.copy.changed();
    return frameOf(open);
  });

export const seek: Handler<'seek'> = (host, { runId, atUs }) =>
  withRun(host, runId, (open) => {
    const back = atUs < nowUs(open.run);
    if (back && isBeyondReach(open, atUs)) replay(open, { ...documentOf(open), momentUs: atUs });
    else seekTo(open.run, atUs);
    open.copy.changed();
    return frameOf(open);
  });

export const undo: Handler<'undo'> = (host, { runId }) =>
  withRun(host, runId, (open) => {
    const given = runCommands(open.run);
    const last = given.at(-1);
    if (last && isBeyondReach(open, last.atUs)) {
      const document = documentOf(open);
      replay(open, { ...document, commands: document.commands.filter((_, i) => i !== given.length - 1) });
    } else {
      undoLast(open.run);
    }
    open.copy.changed(true);
    return frameOf(open);
  });

/** A run that was restored knows nothing from before; one that lost bytes on the way is made whole by a replay. */
function isBeyondReach({ restoredAtUs, damaged }: OpenRun, atUs: number): boolean {
  return damaged || (restoredAtUs !== null && atUs <= restoredAtUs);
}
