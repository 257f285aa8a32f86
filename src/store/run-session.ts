import type { Snapshot } from '../sim/snapshot.ts';
import type { Update } from '../sim/update.ts';
import type { WorkerClient } from '../worker/client.ts';
import type { CallError, CallName, Calls, Frame, OpenedRun, RunId, StorageState } from '../worker/protocol.ts';
import type { PageStore } from './page.ts';
import type { Failure } from './run-slice.ts';
import { emptyStory, tellStory } from './story.ts';

/** What draws every frame. `updates`: what happened since the frame before; null after a jump. */
export type FrameListener = (snapshot: Snapshot, updates: readonly Update[] | null) => void;

/** How a frame came about: time went on, or the run jumped and the updates tell everything from `fromUs` on. */
export type Passage = 'onward' | { readonly fromUs: number };

/** The page's end of the worker: asks it, and hands what it says to the stage at once and to the store now and then. */
export interface RunSession {
  /** null: it failed, and the page says so. */
  ask<N extends CallName>(name: N, params: Calls[N]['params']): Promise<Calls[N]['result'] | null>;
  /** The run is given up: whatever is still asked of it gets no answer, and that is no failure. */
  leave(runId: RunId): Promise<void>;
  opened(run: OpenedRun): void;
  receive(frame: Frame, passage: Passage): void;
  latest(): Snapshot | null;
  onFrame(listener: FrameListener): () => void;
  /** Puts the newest snapshot into the store now. */
  refreshView(): void;
  fail(failure: Failure): void;
  replaceWorker(): void;
}

const viewEveryMs = 250;

export function createRunSession(connect: () => WorkerClient, page: PageStore): RunSession {
  const listeners = new Set<FrameListener>();
  let latest: Frame | null = null;
  let untold: Update[] = [];
  let refreshedAt = 0;
  let left: RunId | null = null;
  let link = attach();

  function attach(): WorkerClient {
    const fresh = connect();
    fresh.onCrash((message) => {
      if (fresh === link) fail({ ...where(), kind: 'crashed', message });
    });
    return fresh;
  }

  function where() {
    return { seed: page.getState().run?.document.seed ?? null, atUs: latest?.snapshot.atUs ?? null, step: null };
  }

  function fail(failure: Failure) {
    page.setState({ failure, playing: false });
  }

  function failed(error: CallError) {
    if (error.kind === 'bad-document') {
      const { message, problem = null } = error;
      page.getState().notify({ kind: 'bad-document', message, problem });
    } else if (error.kind === 'invariant') fail(error);
    else if (error.kind === 'unknown-run') fail({ ...where(), kind: 'unknown-run', message: error.runId });
    else fail({ ...where(), kind: 'crashed', message: error.message });
  }

  function tellStorage(storage: StorageState) {
    const { storage: before, notify, dismissKind } = page.getState();
    if (storage.kind === 'stored') {
      if (before?.kind === 'memory') dismissKind('memory');
    } else if (before?.kind !== 'memory' || before.reason !== storage.reason) {
      notify({ kind: 'memory', reason: storage.reason });
    }
  }

  /** Said once for a run: every later frame carries it too. */
  function tellBroken({ runId, broken }: Frame) {
    if (broken === null || (latest?.runId === runId && latest.broken !== null)) return;
    page.getState().notify({ kind: 'broken-promise', broken, seed: page.getState().run?.document.seed ?? 0 });
  }

  function refreshView() {
    if (latest === null) return;
    refreshedAt = performance.now();
    const { snapshot, commands, storage } = latest;
    const updates = untold;
    untold = [];
    tellStorage(storage);
    page.setState((state) => ({
      view: snapshot,
      commands,
      storage,
      story: tellStory(state.story, updates, snapshot.atUs, null),
      visitedUs: Math.max(state.visitedUs, snapshot.atUs),
    }));
  }

  function receive(frame: Frame, passage: Passage) {
    if (frame.runId !== page.getState().run?.id) return;
    tellBroken(frame);
    latest = frame;
    if (passage === 'onward') {
      untold.push(...frame.updates);
    } else {
      page.setState((state) => ({
        story: tellStory(state.story, [...untold, ...frame.updates], frame.snapshot.atUs, passage.fromUs),
      }));
      untold = [];
    }
    for (const listener of listeners) listener(frame.snapshot, passage === 'onward' ? frame.updates : null);
    const due = performance.now() - refreshedAt >= viewEveryMs;
    if (due || !page.getState().playing) refreshView();
  }

  async function ask<N extends CallName>(name: N, params: Calls[N]['params']): Promise<Calls[N]['result'] | null> {
    const asked = link;
    const answer = await asked.call(name, 'runId' in params ? params.runId : null, params);
    if (asked !== link) return null;
    if (answer.ok) return answer.value;
    const late = answer.error.kind === 'unknown-run' && answer.error.runId === left;
    if (!late) failed(answer.error);
    return null;
  }

  return {
    ask,
    async leave(runId) {
      left = runId;
      await ask('close', { runId });
    },
    opened(run) {
      untold = [];
      page.setState({
        run: { id: run.runId, document: run.document },
        hash: { hash: run.hash, atUs: run.frame.snapshot.atUs },
        story: emptyStory,
        visitedUs: 0,
        failure: null,
        selection: null,
        record: null,
        produce: null,
      });
      receive(run.frame, { fromUs: 0 });
      if (run.resumed === false || !run.resumed.restored) return;
      page.setState(({ story }) => ({ story: { ...story, untoldToUs: run.frame.snapshot.atUs } }));
    },
    receive,
    latest: () => latest?.snapshot ?? null,
    onFrame(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refreshView,
    fail,
    replaceWorker() {
      link.terminate();
      latest = null;
      untold = [];
      link = attach();
    },
  };
}
