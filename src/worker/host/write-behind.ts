import { MIB } from '../../base/units.ts';
import type { RunDocument } from '../../scenario/document.ts';
import type { SavedRun } from '../../sim/run.ts';
import { type RunStore, type StoreFailure, sessionVersion } from '../../storage/run-store.ts';
import type { DiskFile } from './disk-files.ts';
import { changesSince, nothingWritten, type WrittenFiles } from './written-files.ts';

/** More than this waiting to be written, and the run stands still until it is. */
const mostWaitingBytes = 32 * MIB;
/** A write is due this long after the last while the run goes on. */
const intervalMs = 2000;
/** A large cluster's checkpoint takes its time: writing may cost one part in so many. */
const restFactor = 20;
/** Counting what waits looks at every log, so it is not done at every frame. */
const countIntervalMs = 100;

/** One moment of a run, all of it taken at once. */
export interface Moment {
  readonly document: RunDocument;
  readonly hash: string;
  readonly damaged: boolean;
  readonly saved: SavedRun;
  readonly files: Iterable<DiskFile>;
}

export interface WriteBehindOptions {
  readonly store: RunStore;
  readonly storedId: string;
  /** What storage holds of this run, null when it holds nothing that counts. */
  readonly written: WrittenFiles | null;
  readonly nowMs: () => number;
  /** Calls `run` once, `ms` of wall time from now. */
  readonly after: (ms: number, run: () => void) => void;
  readonly takeMoment: () => Moment;
  readonly countUnwritten: (written: WrittenFiles) => number;
}

/** Keeps the stored copy of one run behind it, a moment at a time, one write at a time. */
export interface WriteBehind {
  readonly storedId: string;
  /** The run has changed. */
  touch(): void;
  /** Writes if it is time to, else when it will be. */
  poll(): void;
  /** Resolves when all that has happened so far is in storage, or cannot get there. */
  flush(): Promise<void>;
  pendingBytes(): number;
  /** Too much is waiting: the run should not go on before a write has ended. */
  isFull(): boolean;
  /** Null while all is well. After a failure nothing more is written, storage keeps the last moment that was. */
  failure(): StoreFailure | null;
  /** No more writes; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

export function createWriteBehind(options: WriteBehindOptions): WriteBehind {
  const { store, storedId, nowMs, after, takeMoment, countUnwritten } = options;
  let written = options.written;
  let dirty = false;
  let failure: StoreFailure | null = null;
  let stopped = false;
  let underWay: Promise<void> | null = null;
  let idleSinceMs = Number.NEGATIVE_INFINITY;
  let costMs = 0;
  let waitingBytes = 0;
  let countedAtMs = Number.NEGATIVE_INFINITY;
  let timerSet = false;

  /** Everything of the moment is taken before this first waits, so that the run can go on. */
  async function write(): Promise<void> {
    const startedMs = nowMs();
    const { document, hash, damaged, saved, files } = takeMoment();
    const { changes, after: next } = changesSince(written ?? nothingWritten, files);
    const run = { id: storedId, branch: 0, version: sessionVersion, savedAtMs: startedMs, document, hash, damaged };
    const committing = store.commit({ run, saved, changes, fresh: written === null });
    dirty = false;
    costMs = nowMs() - startedMs;
    const committed = await committing;
    if (committed.ok) written = next;
    else failure = committed.error;
  }

  async function writeOrFail(): Promise<void> {
    try {
      await write();
    } catch {
      // The moment could not be taken: what is in storage stays as it is.
      failure = 'failed';
    }
    underWay = null;
    idleSinceMs = nowMs();
    countedAtMs = Number.NEGATIVE_INFINITY;
  }

  const canWrite = (): boolean => failure === null && !stopped;

  async function flush(): Promise<void> {
    while (underWay) await underWay;
    // What was only opened is written when somebody asks for it.
    if (!canWrite() || !(dirty || written === null)) return;
    underWay = writeOrFail();
    await underWay;
  }

  function pendingBytes(): number {
    if (nowMs() - countedAtMs >= countIntervalMs) {
      waitingBytes = countUnwritten(written ?? nothingWritten);
      countedAtMs = nowMs();
    }
    return waitingBytes;
  }

  function poll(): void {
    if (!canWrite() || !dirty) return;
    const restMs = idleSinceMs + Math.max(intervalMs, restFactor * costMs) - nowMs();
    if (underWay === null && (restMs <= 0 || pendingBytes() > mostWaitingBytes)) {
      void flush();
    } else if (!timerSet) {
      timerSet = true;
      after(Math.max(restMs, intervalMs / 10), () => {
        timerSet = false;
        poll();
      });
    }
  }

  return {
    storedId,
    touch: () => {
      dirty = true;
    },
    poll,
    flush,
    pendingBytes,
    isFull: () => failure === null && !stopped && pendingBytes() > mostWaitingBytes,
    failure: () => failure,
    stop: async () => {
      stopped = true;
      while (underWay) await underWay;
    },
  };
}
