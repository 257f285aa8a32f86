import { err, ok, type Result } from '../../../base/result.ts';
import type { CallError, RunId } from '../../protocol.ts';
import { type HostState, withRun } from '../host-state.ts';
import type { OpenRun } from '../open-run.ts';

/** Work on a replay beside the run, that many calls do together. */
export interface Work<A extends { readonly kind: string }> {
  /** Until it is `working` no more, or `stop`, asked now and then, wants a pause. */
  goOn(stop: () => boolean): A;
}

export interface Asked {
  readonly runId: RunId;
  /** Wall milliseconds that this call may take. */
  readonly budgetMs: number;
}

/**
 * Goes on with the work that `find` has of the run, or begins it; `end` lets go of it. What goes wrong in the replay does
 * not end the run.
 */
export function nextPart<A extends { readonly kind: string }>(
  host: HostState,
  { runId, budgetMs }: Asked,
  find: (open: OpenRun) => Work<A>,
  end: (open: OpenRun) => void,
): Result<A, CallError> {
  const { ports } = host;
  const startedMs = ports.nowMs();
  const found = withRun(host, runId, (open) => ({ open, work: find(open) }));
  if (!found.ok) return found;
  const { open, work } = found.value;
  try {
    const answer = work.goOn(() => ports.nowMs() - startedMs >= budgetMs);
    if (answer.kind !== 'working') end(open);
    return ok(answer);
  } catch (error) {
    end(open);
    return err({ kind: 'crashed', message: error instanceof Error ? error.message : String(error) });
  }
}
