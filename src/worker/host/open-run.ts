import type { RunDocument } from '../../scenario/document.ts';
import type { BiographyWork } from '../../sim/biography/biography.ts';
import type { RecordName } from '../../sim/biography/biography-line.ts';
import type { LookBackWork } from '../../sim/biography/look-back.ts';
import {
  advanceTo,
  drainUpdates,
  eventCount,
  nowUs,
  type Observer,
  openRun,
  type Run,
  runCommands,
  takeSnapshot,
} from '../../sim/run.ts';
import type { TraceWork } from '../../sim/view/rebalance-trace.ts';
import type { BrokenPromise, CallError, Frame, RunId } from '../protocol.ts';
import type { RunCopy } from './run-copy.ts';

/** A run that the page has open. */
export interface OpenRun {
  readonly id: RunId;
  /** Its origin; `documentOf` has the commands and the moment. */
  readonly document: RunDocument;
  run: Run;
  /** The moment it was restored at: the engine cannot go back beyond it. Null when it began at 0. */
  restoredAtUs: number | null;
  /** Bytes were lost: it is not what its document gives. */
  damaged: boolean;
  /** A broken promise of the engine: nothing more can be asked of the run but its document. */
  failed: CallError | null;
  readonly copy: RunCopy;
  /** Watches what the run does; null until it is loaded. */
  observe: Observer | null;
  broken: BrokenPromise | null;
  /** The biography that is being written. */
  biography: {
    readonly name: RecordName;
    readonly commands: Run['commands'];
    /** It tells up to here. */
    readonly untilUs: number;
    readonly work: BiographyWork;
  } | null;
  /** The messages of a rebalance that are being looked for; `asked` names which. */
  trace: { readonly asked: string; readonly commands: Run['commands']; readonly work: TraceWork } | null;
  /** What it told before it came back from storage, being told again. */
  past: { readonly untilUs: number; readonly commands: Run['commands']; readonly work: LookBackWork } | null;
}

/** As many as a page can say something about; a long jump makes more. */
const mostUpdates = 2000;

/** The document with all commands and the present moment. */
export function documentOf(open: { readonly document: RunDocument; readonly run: Run }): RunDocument {
  return { ...open.document, commands: open.run.commands, momentUs: nowUs(open.run) };
}

/** The run of a document at its moment. */
export function runOf(document: RunDocument): Run {
  const run = openRun(document);
  advanceTo(run, document.momentUs);
  return run;
}

/** The run once more from its beginning: what was lost in storage is there again. */
export function replay(open: OpenRun, document: RunDocument): void {
  open.run = runOf(document);
  open.restoredAtUs = null;
  open.damaged = false;
}

export function frameOf(open: OpenRun): Frame {
  const { run } = open;
  return {
    runId: open.id,
    snapshot: takeSnapshot(run),
    updates: drainUpdates(run).slice(-mostUpdates),
    commands: runCommands(run).length,
    storage: open.copy.state(),
    broken: open.broken,
  };
}

/** What the page shows of an error thrown while the run was at work. */
export function invariantOf(document: RunDocument, run: Run | null, error: unknown): CallError {
  return {
    kind: 'invariant',
    message: error instanceof Error ? error.message : String(error),
    seed: document.seed,
    atUs: run === null ? 0 : nowUs(run),
    step: run === null ? 0 : eventCount(run),
  };
}
