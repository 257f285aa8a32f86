import { traceRebalance } from '../../../sim/view/rebalance-trace.ts';
import type { Handler } from '../host-state.ts';
import { nextPart } from './part-by-part.ts';

/** Goes on with looking for the messages of a rebalance. */
export const rebalance: Handler<'rebalance'> = (host, { runId, budgetMs, ...window }) => {
  const asked = JSON.stringify(window);
  return nextPart(
    host,
    { runId, budgetMs },
    (open) => {
      const { trace, run, damaged } = open;
      if (trace?.asked === asked && trace.commands === run.commands) return trace.work;
      const work = traceRebalance(run, window, !damaged);
      open.trace = { asked, commands: run.commands, work };
      return work;
    },
    (open) => {
      open.trace = null;
    },
  );
};
