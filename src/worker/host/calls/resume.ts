import { ok } from '../../../base/result.ts';
import { type Answer, addRun, type Handler, type HostState, openedRun, withRun } from '../host-state.ts';
import { resumeStored } from '../stored-run.ts';

export const resume: Handler<'resume'> = async (host, { storedRun }) => {
  await host.role.ready();
  const listed = await host.role.store()?.list();
  if (!listed?.ok) return ok(null);
  const id = storedRun ?? listed.value.find((run) => !host.runs.has(run.id))?.id;
  return id === undefined || host.runs.has(id) ? ok(null) : resumeById(host, id);
};

/** Null when it is not there, or is nothing that this Samsa can read: then it stays as it is. */
export async function resumeById(host: HostState, id: string): Promise<Answer<'resume'>> {
  const store = host.role.store();
  const loaded = await store?.load(id);
  if (!store || !loaded?.ok || loaded.value === null) return ok(null);
  const resumed = await resumeStored(loaded.value);
  if (!resumed.ok) return ok(null);
  const { written, damaged, restored } = resumed.value;
  addRun(host, { ...resumed.value, id, stored: true });
  return withRun(host, id, (added) => {
    if (host.role.reason() === null) added.copy.start(store, id, written);
    // What was lost is gone from here on: storage shall say so too.
    if (damaged) added.copy.changed();
    return openedRun(added, { damaged, restored });
  });
}
