import { checkAfterAct, checkAfterEvent, createWatch } from '../../sim/checkers/watch.ts';
import type { Observer } from '../../sim/run.ts';
import type { SimState } from '../../sim/state.ts';
import type { BrokenPromise } from '../protocol.ts';

/**
 * Looks at every event and act of a run from outside (docs/invariants.md) and tells of the first promise that the engine
 * breaks, once: after that nothing is looked at any more. The run goes on, since it may be the watch that is wrong.
 */
export function watchPromises(tell: (broken: BrokenPromise) => void): Observer {
  let seen: SimState | null = null;
  let watch = createWatch();
  let told = false;
  return (s, after) => {
    if (told) return;
    // Back in time there is another state, and what was seen is not yet so.
    if (s !== seen) watch = createWatch();
    seen = s;
    const wrong = after === 'event' ? checkAfterEvent(s, watch) : checkAfterAct(s, watch);
    if (wrong === null) return;
    told = true;
    tell({ promise: wrong.promise, detail: wrong.detail, atUs: s.nowUs, step: s.eventCount });
  };
}
