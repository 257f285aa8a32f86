import type { RecordName } from '../sim/biography/biography-line.ts';
import type { LookBackAnswer } from '../sim/biography/look-back.ts';
import type { Command } from '../sim/command.ts';
import type { RecordDetail } from '../sim/snapshot.ts';
import type { EvidenceDetails } from '../sim/view/evidence-views.ts';
import type { GroupDetails } from '../sim/view/group-details.ts';
import type { ProducerDetail } from '../sim/view/producer-detail.ts';
import type { TraceAnswer } from '../sim/view/rebalance-trace.ts';
import type { ResetPreview } from '../sim/view/reset-preview.ts';
import type { WorkerClient } from '../worker/client.ts';
import type { DiskCalls } from '../worker/protocol/disk.ts';
import type { Calls, ServerLogFilter, ServerLogPage, StoredRunInfo } from '../worker/protocol.ts';
import { type Address, createAddress } from './address.ts';
import { createOpening, type Opening } from './opening.ts';
import type { PageStore } from './page.ts';
import { startPlayback } from './playback.ts';
import { createRunSession, type RunSession } from './run-session.ts';
import type { RecordPlace } from './selection.ts';
import { seekTellsFromUs, tellEarlier, undoTellsFromUs } from './story.ts';

export type BiographyAnswer = Calls['biography']['result'];

/** Everything the screen can ask for that needs the engine. */
export interface Driver {
  readonly onFrame: RunSession['onFrame'];
  readonly latest: RunSession['latest'];
  readonly open: Opening;
  readonly link: Address['link'];
  play(): void;
  pause(): void;
  toggle(): void;
  step(): Promise<void>;
  seek(atUs: number): Promise<void>;
  act(command: Command): Promise<void>;
  undo(): Promise<void>;
  takeHash(): Promise<void>;
  record(place: RecordPlace): Promise<RecordDetail | null>;
  /** What clients have suffered, with where and when. */
  evidence(): Promise<EvidenceDetails | null>;
  /** A part of the work on a record's biography; to be asked again while it is `working`. */
  biography(name: RecordName): Promise<BiographyAnswer | null>;
  /** The newest lines of the servers' logs that fit, at most `limit`. */
  serverLog(filter: ServerLogFilter, limit: number): Promise<ServerLogPage | null>;
  /** Every group with its members, offsets and history. */
  groups(): Promise<GroupDetails | null>;
  /** What a producer's client holds and waits for. */
  producer(id: string): Promise<ProducerDetail | null>;
  /** A part of the work on the messages of a rebalance; to be asked again while it is `working`. */
  rebalance(group: string, fromUs: number, untilUs: number): Promise<TraceAnswer | null>;
  /** A part of telling what happened before the run came back from storage; to be asked again while it is `working`. */
  lookBack(): Promise<LookBackAnswer['kind']>;
  /** What an act that resets offsets would do now. */
  resetPreview(command: Command): Promise<ResetPreview | null>;
  /** Looks into a log directory. null: the run is gone, or has failed and the page says so. */
  disk<N extends keyof DiskCalls>(name: N, params: DiskCalls[N]['params']): Promise<DiskCalls[N]['result'] | null>;
  /** Runs in storage beside the open one, newest first. */
  storedRuns(): Promise<readonly StoredRunInfo[]>;
  takeOver(): Promise<void>;
  /** After a failure: a new worker and the scenario from its beginning. */
  restart(): Promise<void>;
  pageFailed(message: string): void;
  /** The tab is seen again: what may have changed without it, such as which tab writes to storage. */
  refresh(): Promise<void>;
  /** What is written behind goes to storage now. */
  flush(): Promise<void>;
  stop(): void;
}

/** Standing still for so long, the run is written to storage. */
const restMs = 100;
/** Wall milliseconds that a part of what is told by a replay may take: frames and acts wait for so long at most. */
const replayPartMs = 120;

export function createDriver(connect: () => WorkerClient, page: PageStore): Driver {
  const session = createRunSession(connect, page);
  const address = createAddress(session, page);
  const open = createOpening(session, page, address.changed);
  const stopPlayback = startPlayback(session, page);
  const stopFollowing = page.subscribe((state, before) => {
    if (state.lens !== before.lens) address.changed();
  });
  const seekLatest = latestOnly(seekNow);
  let rest: ReturnType<typeof setTimeout> | undefined;

  async function withRun<T>(use: (runId: string) => Promise<T | null>): Promise<T | null> {
    const run = page.getState().run;
    return run === null ? null : use(run.id);
  }

  async function takeHash() {
    const taken = await withRun((runId) => session.ask('hash', { runId }));
    if (taken !== null) page.setState({ hash: taken });
  }

  /** After anything that leaves the run standing: the panels, the hash and the address follow. */
  async function settled() {
    session.refreshView();
    address.changed();
    if (page.getState().playing) return;
    keepSoon();
    await takeHash();
  }

  /** What stands still is kept without waiting for the next write, so that a reload finds this moment. */
  function keepSoon() {
    clearTimeout(rest);
    rest = setTimeout(() => void flush(), restMs);
  }

  async function flush() {
    const storage = await withRun((runId) => session.ask('flush', { runId }));
    if (storage !== null) page.setState({ storage });
  }

  function pause() {
    if (!page.getState().playing) return;
    page.setState({ playing: false });
    void settled();
  }

  function play() {
    if (page.getState().run === null || page.getState().failure !== null) return;
    page.setState({ playing: true });
    address.changed();
  }

  async function seekNow(atUs: number) {
    const fromUs = seekTellsFromUs(page.getState().story, session.latest()?.atUs ?? 0, atUs);
    const frame = await withRun((runId) => session.ask('seek', { runId, atUs }));
    if (frame === null) return;
    session.receive(frame, { fromUs });
    await settled();
  }

  return {
    onFrame: session.onFrame,
    latest: session.latest,
    open,
    link: address.link,
    play,
    pause,
    toggle: () => (page.getState().playing ? pause() : play()),
    async step() {
      page.setState({ playing: false });
      const frame = await withRun((runId) => session.ask('step', { runId }));
      if (frame === null) return;
      session.receive(frame, 'onward');
      await settled();
    },
    seek: (atUs) => seekLatest(Math.max(0, Math.round(atUs))),
    async act(command) {
      const wasUs = session.latest()?.atUs ?? 0;
      const frame = await withRun((runId) => session.ask('act', { runId, command }));
      if (frame === null) return;
      session.receive(frame, 'onward');
      // An act in the past is a new future: what was visited beyond it is gone.
      page.setState((state) => ({ visitedUs: wasUs < state.visitedUs ? frame.snapshot.atUs : state.visitedUs }));
      await settled();
    },
    async undo() {
      const before = await withRun((runId) => session.ask('document', { runId }));
      const frame = await withRun((runId) => session.ask('undo', { runId }));
      if (frame === null) return;
      const givenUs = before?.commands.at(-1)?.atUs ?? 0;
      session.receive(frame, { fromUs: undoTellsFromUs(page.getState().story, givenUs) });
      await settled();
    },
    takeHash,
    record: (place) => {
      const { topic, partition, offset } = place;
      return withRun((runId) => session.ask('record', { runId, topic, partition, offset }));
    },
    evidence: () => withRun((runId) => session.ask('evidence', { runId })),
    biography: ({ topic, partition, offset, epoch }) =>
      withRun((runId) => {
        const name = { topic, partition, offset, epoch };
        return session.ask('biography', { runId, ...name, budgetMs: replayPartMs });
      }),
    serverLog: (filter, limit) => withRun((runId) => session.ask('serverLog', { runId, ...filter, limit })),
    groups: () => withRun((runId) => session.ask('groups', { runId })),
    producer: (id) => withRun((runId) => session.ask('producer', { runId, id })),
    rebalance: (group, fromUs, untilUs) =>
      withRun((runId) => session.ask('rebalance', { runId, group, fromUs, untilUs, budgetMs: replayPartMs })),
    async lookBack() {
      const { run, story } = page.getState();
      const untilUs = story.untoldToUs;
      if (run === null || untilUs === null) return 'told';
      const answer = await session.ask('lookBack', { runId: run.id, untilUs, budgetMs: replayPartMs });
      const now = page.getState();
      if (answer?.kind === 'told' && now.run?.id === run.id && now.story.untoldToUs === untilUs)
        page.setState({ story: tellEarlier(now.story, answer.updates, untilUs) });
      return answer?.kind ?? 'told';
    },
    resetPreview: (command) => withRun((runId) => session.ask('resetPreview', { runId, command })),
    disk: (name, params) => session.ask(name, params),
    async storedRuns() {
      const runs = (await session.ask('storedRuns', {})) ?? [];
      return runs.filter(({ runId }) => runId !== page.getState().run?.id);
    },
    async takeOver() {
      const storage = await withRun((runId) => session.ask('takeOver', { runId }));
      if (storage === null) return;
      page.setState({ storage });
      if (storage.kind === 'stored') page.getState().dismissKind('memory');
    },
    async restart() {
      session.replaceWorker();
      page.setState({ failure: null });
      if (page.getState().run === null) await open.boot();
      else await open.reset();
    },
    pageFailed: (message) => session.fail({ kind: 'page', message, seed: null, atUs: null, step: null }),
    async refresh() {
      const frame = await withRun((runId) => session.ask('frame', { runId, simulatedUs: 0, budgetMs: 0 }));
      if (frame !== null) session.receive(frame, 'onward');
    },
    flush,
    stop() {
      clearTimeout(rest);
      stopPlayback();
      stopFollowing();
    },
  };
}

/** Runs one at a time; of the calls that come meanwhile only the last is done. */
function latestOnly(run: (atUs: number) => Promise<void>): (atUs: number) => Promise<void> {
  let running = false;
  let waiting: number | null = null;
  return async (atUs) => {
    if (running) {
      waiting = atUs;
      return;
    }
    running = true;
    let next: number | null = atUs;
    while (next !== null) {
      waiting = null;
      await run(next);
      next = waiting;
    }
    running = false;
  };
}
