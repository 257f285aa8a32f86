import type { PageStore } from './page.ts';
import type { RunSession } from './run-session.ts';
import { frameBudgetMs, simulatedSpan } from './speeds.ts';

/**
 * The clock of the page: while the run plays, every animation frame sends the time that passed to the engine. One frame
 * is in flight at most; a hidden tab gets no animation frames and so stands still.
 */
export function startPlayback(session: RunSession, page: PageStore): () => void {
  let handle = 0;
  let before: number | null = null;
  let leftover = 0;
  let inFlight = false;

  async function advance(elapsedMs: number) {
    const { run, speed } = page.getState();
    if (run === null) return;
    const span = simulatedSpan(speed, elapsedMs, leftover);
    leftover = span.leftover;
    inFlight = true;
    try {
      const params = { runId: run.id, simulatedUs: span.us, budgetMs: frameBudgetMs };
      const frame = await session.ask('frame', params);
      if (frame !== null) session.receive(frame, 'onward');
    } finally {
      inFlight = false;
    }
  }

  function tick(now: number) {
    handle = requestAnimationFrame(tick);
    if (!page.getState().playing) {
      before = null;
      return;
    }
    if (inFlight) return;
    const elapsed = before === null ? 0 : now - before;
    before = now;
    if (elapsed > 0) void advance(elapsed);
  }

  function forgetGap() {
    if (document.hidden) before = null;
  }

  document.addEventListener('visibilitychange', forgetGap);
  handle = requestAnimationFrame(tick);
  return () => {
    cancelAnimationFrame(handle);
    document.removeEventListener('visibilitychange', forgetGap);
  };
}
