import { err, ok, type Result } from '../../base/result.ts';
import type { RunDocument } from '../../scenario/document.ts';
import { type Run, stateHash } from '../../sim/run.ts';
import type { CallError, CallName, Calls, OpenedRun, RunId } from '../protocol.ts';
import type { DiskDesk } from './disk/disk-desk.ts';
import { documentOf, frameOf, invariantOf, type OpenRun } from './open-run.ts';
import type { HostPorts } from './ports.ts';
import { createRunCopy } from './run-copy.ts';
import type { StorageRole } from './storage-role.ts';

export interface HostState {
  readonly ports: HostPorts;
  readonly role: StorageRole;
  readonly runs: Map<RunId, OpenRun>;
  readonly disk: DiskDesk;
}

export type Answer<N extends CallName> = Result<Calls[N]['result'], CallError>;
/** Answers one call, whose parameters have the right types. */
export type Handler<N extends CallName> = (
  host: HostState,
  params: Calls[N]['params'],
) => Answer<N> | Promise<Answer<N>>;

/** Does something with an open run. What it throws ends the run, and only that one. */
export function withRun<T>(host: HostState, runId: RunId, work: (open: OpenRun) => T): Result<T, CallError> {
  const open = host.runs.get(runId);
  if (!open) return err({ kind: 'unknown-run', runId });
  if (open.failed) return err(open.failed);
  try {
    return ok(work(open));
  } catch (error) {
    open.failed = invariantOf(open.document, open.run, error);
    // Storage keeps the last sound moment.
    void open.copy.stop();
    return err(open.failed);
  }
}

export interface NewRun {
  readonly id: RunId;
  readonly document: RunDocument;
  readonly run: Run;
  readonly damaged: boolean;
  readonly restored: boolean;
  readonly stored: boolean;
}

/** Adds a run to those that are open. */
export function addRun(host: HostState, { id, document, run, damaged, restored, stored }: NewRun): OpenRun {
  const { ports, role } = host;
  const isOpen = (storedId: string): boolean =>
    [...host.runs.values()].some((other) => other.copy.storedId() === storedId);
  const copy = createRunCopy({ ports, role, wanted: stored, openRun: () => open, isOpen });
  const restoredAtUs = restored ? document.momentUs : null;
  const still = { failed: null, observe: null, broken: null, biography: null, trace: null, past: null };
  const open: OpenRun = { id, document, run, restoredAtUs, damaged, copy, ...still };
  host.runs.set(id, open);
  void watch(open);
  return open;
}

/** The watch is fetched beside the first frames: a record moves without it. */
async function watch(open: OpenRun): Promise<void> {
  const { watchPromises } = await import('./promise-watch.ts');
  open.observe = watchPromises((broken) => {
    open.broken = broken;
  });
}

export function openedRun(open: OpenRun, resumed: OpenedRun['resumed']): OpenedRun {
  return { runId: open.id, hash: stateHash(open.run), document: documentOf(open), frame: frameOf(open), resumed };
}
