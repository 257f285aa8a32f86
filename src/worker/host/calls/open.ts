import { err, ok } from '../../../base/result.ts';
import type { RunDocument } from '../../../scenario/document.ts';
import { advanceTo, openRun, type Run } from '../../../sim/run.ts';
import type { StoredRun } from '../../../storage/run-store.ts';
import { checkDocument } from '../document-check.ts';
import { type Answer, addRun, type Handler, type HostState, openedRun, withRun } from '../host-state.ts';
import { invariantOf } from '../open-run.ts';
import { findSameRun } from '../same-run.ts';
import { resumeById } from './resume.ts';

/** A far moment is reached by the frames that follow, so that a person can look on, and stop. Wall milliseconds. */
const longestOpeningMs = 1500;

/**
 * A document that is the stored run's own, also in its moment, resumes that run. The same run at another moment is
 * replayed and stored in its place; any other document is a new run beside it.
 */
export const open: Handler<'open'> = async (host, { document, store }) => {
  const valid = await checkDocument(document);
  if (!valid.ok) return err({ kind: 'bad-document', message: valid.error.kind, problem: valid.error });
  const same = store ? await sameStoredRun(host, valid.value) : undefined;
  if (same?.document.momentUs === valid.value.momentUs) {
    const resumed = await resumeById(host, same.id);
    if (resumed.ok && resumed.value) return ok(resumed.value);
  }
  return openAnew(host, valid.value, store, same);
};

async function sameStoredRun(host: HostState, document: RunDocument): Promise<StoredRun | undefined> {
  await host.role.ready();
  const listed = await host.role.store()?.list();
  if (!listed?.ok) return undefined;
  const notOpen = listed.value.filter(({ id }) => !host.runs.has(id));
  return findSameRun(notOpen, document);
}

function openAnew(host: HostState, document: RunDocument, store: boolean, same: StoredRun | undefined): Answer<'open'> {
  let run: Run | null = null;
  try {
    run = openRun(document);
    const startedMs = host.ports.nowMs();
    advanceTo(run, document.momentUs, () => host.ports.nowMs() - startedMs > longestOpeningMs);
  } catch (error) {
    return err(invariantOf(document, run, error));
  }
  const id = same?.id ?? host.ports.newRunId();
  addRun(host, { id, document, run, damaged: false, restored: false, stored: store });
  return withRun(host, id, (added) => {
    const runs = store && host.role.reason() === null ? host.role.store() : null;
    if (runs) added.copy.start(runs, id, null);
    return openedRun(added, false);
  });
}
