import { err, ok } from '../../../base/result.ts';
import { type Handler, type HostState, withRun } from '../host-state.ts';
import { documentOf, type OpenRun } from '../open-run.ts';
import { findSameRun } from '../same-run.ts';

export const flush: Handler<'flush'> = async (host, { runId }) => {
  const writing = withRun(host, runId, (open) => open.copy.flush());
  if (!writing.ok) return writing;
  await writing.value;
  return withRun(host, runId, (open) => open.copy.state());
};

/** Every open run that wants to be stored is stored from here on, not only the one the page asks for. */
export const takeOver: Handler<'takeOver'> = async (host, { runId }) => {
  const asked = withRun(host, runId, (open) => open.copy.state());
  if (!asked.ok || asked.value.kind === 'stored') return asked;
  await host.role.takeOver();
  for (const open of host.runs.values()) {
    if (open.failed === null && open.copy.wanted && open.copy.storedId() === null) await storeAnew(host, open);
  }
  return withRun(host, runId, (open) => open.copy.state());
};

/**
 * In the place of the stored run that it is a moment of, else beside all others: what another tab has made of the run
 * of the same name stays.
 */
async function storeAnew(host: HostState, open: OpenRun): Promise<void> {
  const store = host.role.store();
  if (!store || host.role.reason() !== null) return;
  const listed = await store.list();
  const stored = listed.ok ? listed.value : [];
  const same = (await findSameRun(stored, documentOf(open)))?.id;
  const taken = stored.some(({ id }) => id === open.id);
  open.copy.start(store, same ?? (taken ? host.ports.newRunId() : open.id), null);
  await open.copy.flush();
}

export const close: Handler<'close'> = async (host, { runId }) => {
  const open = host.runs.get(runId);
  if (!open) return err({ kind: 'unknown-run', runId });
  await open.copy.flush();
  await open.copy.stop();
  host.runs.delete(runId);
  return ok(null);
};
