import type { RunStore } from '../../storage/run-store.ts';

/** As many runs as a person may want to come back to; with one more, the one written longest ago goes. */
export const mostKeptRuns = 8;

/** The store, but a run that comes new makes the oldest go, unless it is open. */
export function keepFew(store: RunStore, isOpen: (storedId: string) => boolean): RunStore {
  return {
    ...store,
    commit: async (commit) => {
      const committed = await store.commit(commit);
      if (committed.ok && commit.fresh) await removeOldest(store, isOpen);
      return committed;
    },
  };
}

async function removeOldest(store: RunStore, isOpen: (storedId: string) => boolean): Promise<void> {
  const listed = await store.list();
  if (!listed.ok) return;
  for (const { id } of listed.value.slice(mostKeptRuns)) if (!isOpen(id)) await store.remove(id);
}
