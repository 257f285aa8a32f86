import type { RunDocument } from '../scenario/document.ts';
import { presetById, presets } from '../scenario/presets/index.ts';
import type { OpenedRun, RunId } from '../worker/protocol.ts';
import { lensInAddress, runBeforeReload } from './address.ts';
import type { PageStore } from './page.ts';
import type { RunSession } from './run-session.ts';

export interface Opening {
  /**
   * What the page shows first: after a reload the run it showed before; else the link's run; else the one stored last;
   * else the first preset.
   */
  boot(): Promise<void>;
  /** The address was changed by hand to another link. */
  follow(hash: string): Promise<void>;
  preset(id: string): Promise<void>;
  stored(id: RunId): Promise<void>;
  /** The same scenario from its beginning, without any act. */
  reset(): Promise<void>;
}

/** Wall milliseconds of one stretch on the way to a far moment. */
const reachBudgetMs = 100;

export function createOpening(session: RunSession, page: PageStore, changed: () => void): Opening {
  async function leave() {
    const run = page.getState().run;
    page.setState({ playing: false });
    if (run !== null) await session.leave(run.id);
  }

  function opened(run: OpenedRun, playing: boolean) {
    session.opened(run);
    if (run.resumed !== false) page.getState().notify({ kind: 'resumed', damaged: run.resumed.damaged });
    page.setState({ playing });
    changed();
  }

  async function open(document: RunDocument, playing: boolean): Promise<boolean> {
    await leave();
    const run = await session.ask('open', { document, store: true });
    if (run === null) return false;
    opened(run, false);
    await reach(run.runId, document.momentUs);
    if (page.getState().run?.id === run.runId) page.setState({ playing });
    return true;
  }

  /** A far moment comes nearer frame by frame, so that it can be looked at, and stopped by playing or leaving. */
  async function reach(runId: RunId, momentUs: number) {
    for (let moved = false; ; moved = true) {
      const { run, playing, failure } = page.getState();
      if (run?.id !== runId || playing || failure !== null) return;
      const left = momentUs - (session.latest()?.atUs ?? momentUs);
      if (left <= 0) {
        const hash = moved ? await session.ask('hash', { runId }) : null;
        if (hash !== null) page.setState({ hash });
        return;
      }
      const frame = await session.ask('frame', { runId, simulatedUs: left, budgetMs: reachBudgetMs });
      if (frame === null) return;
      session.receive(frame, 'onward');
      changed();
    }
  }

  async function resume(storedRun?: RunId): Promise<boolean> {
    const run = await session.ask('resume', storedRun === undefined ? {} : { storedRun });
    if (run !== null) opened(run, false);
    return run !== null;
  }

  /** False when the address asks for nothing, or for what cannot be opened: then that has been said. */
  async function openLink(hash: string): Promise<boolean> {
    const { readLink } = await import('./link.ts');
    const link = await readLink(hash);
    const { notify, dismissKind } = page.getState();
    if (!link.ok) {
      notify({ kind: 'bad-link', problem: link.error });
      return false;
    }
    dismissKind('bad-link');
    const { document, unknown } = link.value;
    if (unknown.length > 0) notify({ kind: 'unknown-parameters', names: unknown });
    if (document === null || !(await open(document, false))) return false;
    await offerStored();
    return true;
  }

  /** A link opens beside the run that is stored: that one stays, and the way back to it is shown. */
  async function offerStored() {
    const runs = await session.ask('storedRuns', {});
    const other = runs?.find(({ runId }) => runId !== page.getState().run?.id);
    if (other !== undefined) page.getState().notify({ kind: 'stored-run', run: other });
  }

  function showLens(hash: string) {
    const lens = lensInAddress(hash);
    if (lens !== null) page.setState({ lens });
  }

  return {
    async boot() {
      showLens(location.hash);
      const before = runBeforeReload();
      if (before !== null && (await resume(before))) return;
      if (location.hash.length > 1 && (await openLink(location.hash))) return;
      if (await resume()) return;
      const first = presets[0]?.document;
      if (first !== undefined && page.getState().failure === null) await open(first, !prefersReducedMotion());
    },
    async follow(hash) {
      showLens(hash);
      // What could not be opened does not stay in the address: it is the one of the run that is shown.
      if (hash.length > 1 && !(await openLink(hash))) changed();
    },
    async preset(id) {
      const preset = presetById(id);
      if (preset !== null) await open(preset.document, !prefersReducedMotion());
    },
    async stored(id) {
      await leave();
      await resume(id);
    },
    async reset() {
      const document = page.getState().run?.document;
      if (document !== undefined) await open(beginningOf(document), false);
    },
  };
}

/** The preset itself when the run came from one, else the document without its acts. */
function beginningOf(document: RunDocument): RunDocument {
  const preset = presetById(document.preset)?.document;
  const same = preset?.seed === document.seed && JSON.stringify(preset.setup) === JSON.stringify(document.setup);
  return preset !== undefined && same ? preset : { ...document, commands: [], momentUs: 0 };
}

/** A reader who asked for less motion gets every run paused. */
function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
