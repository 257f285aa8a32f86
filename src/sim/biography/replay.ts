import { stateFrom } from '../checkpoint.ts';
import type { TimedCommand } from '../command.ts';
import { applyCommand } from '../commands.ts';
import type { SimEvent } from '../event-queue.ts';
import type { KeptCheckpoint } from '../kept-checkpoints.ts';
import { withoutLines } from '../server-log/server-log.ts';
import { createSimulation, runNextEvent } from '../simulation.ts';
import type { SimState } from '../state.ts';
import type { Run } from '../timeline.ts';

/** A run once more, beside the one that goes on: no checkpoints, nothing kept. */
export interface Replay {
  readonly state: SimState;
  readonly commands: readonly TimedCommand[];
  applied: number;
}

/** Looks at each event before and after it has happened; an act has none. True: that is enough. */
export interface Onlooker {
  before(s: SimState, event: SimEvent | null): void;
  after(s: SimState, event: SimEvent | null): boolean;
}

/** From a checkpoint of the run on, or, with null, from its beginning. */
export function replayFrom(run: Run, kept: KeptCheckpoint | null): Replay {
  run.cow += 1;
  const state =
    kept === null
      ? createSimulation(run.origin.setup, run.origin.seed, run.origin.startTimeMs)
      : stateFrom(kept, run.cow);
  return { state, commands: run.commands, applied: kept?.applied ?? 0 };
}

/** What is told while it goes on is for the onlooker; it is not kept. */
function forget(s: SimState): void {
  s.updates = [];
  s.serverLog = withoutLines(s.serverLog);
  if (s.heard !== null) s.heard = [];
}

/**
 * Goes on until the end of the moment `untilUs`, until the onlooker has seen enough, or until `stop`, which is asked every
 * 256 events, wants a pause. `over`: it is one of the former two.
 */
export function playOn(replay: Replay, untilUs: number, onlooker: Onlooker, stop: () => boolean): 'over' | 'paused' {
  const { state: s } = replay;
  let sinceAsked = 0;
  for (;;) {
    const due = replay.commands[replay.applied];
    const target = due === undefined ? untilUs : Math.min(untilUs, due.atUs);
    for (let next = s.queue[0]; next !== undefined && next.at <= target; next = s.queue[0]) {
      onlooker.before(s, next);
      runNextEvent(s, target);
      const enough = onlooker.after(s, next);
      forget(s);
      if (enough) return 'over';
      sinceAsked += 1;
      if (sinceAsked < 256) continue;
      sinceAsked = 0;
      if (stop()) return 'paused';
    }
    s.nowUs = Math.max(s.nowUs, target);
    if (due === undefined || due.atUs > untilUs) return 'over';
    onlooker.before(s, null);
    applyCommand(s, due.command);
    replay.applied += 1;
    const enough = onlooker.after(s, null);
    forget(s);
    if (enough) return 'over';
  }
}
