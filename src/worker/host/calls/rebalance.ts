import { err } from '../../../base/result.ts';
import { traceRebalance } from '../../../sim/view/rebalance-trace.ts';
import { type Handler, withRun } from '../host-state.ts';

/** Goes on with looking for the messages of a rebalance, for as long as the call may take. */
export const rebalance: Handler<'rebalance'> = (host, { runId, budgetMs, ...window }) => {
  const { ports } = host;
  const startedMs = ports.nowMs();
  const asked = JSON.stringify(window);
  const found = withRun(host, runId, (open) => {
    const { trace, run, damaged } = open;
    if (trace?.asked === asked && trace.commands === run.commands) return { open, work: trace.work };
    const work = traceRebalance(run, window, !damaged);
    open.trace = { asked, commands: run.commands, work };
    return { open, work };
  });
  if (!found.ok) return found;
  const { open, work } = found.value;
  try {
    // What goes wrong in the replay does not end the run.
    const answer = work.goOn(() => ports.nowMs() - startedMs >= budgetMs);
    if (answer.kind !== 'working') open.trace = null;
    return { ok: true, value: answer };
  } catch (error) {
    open.trace = null;
    return err({ kind: 'crashed', message: error instanceof Error ? error.message : String(error) });
  }
};
