import type { RunDocument } from '../../scenario/document.ts';
import type { StoredRun } from '../../storage/run-store.ts';
import { checkDocument } from './document-check.ts';

/** What makes a run this run: setup, seed, start and commands; not the moment, nor the preset's name. Null: no document. */
async function identityOf(document: RunDocument): Promise<string | null> {
  const valid = await checkDocument(document);
  return valid.ok ? JSON.stringify({ ...valid.value, preset: '', momentUs: 0 }) : null;
}

/** The newest stored run that `document` is a moment of. A damaged one is still the one that was opened by its link. */
export async function findSameRun(stored: readonly StoredRun[], document: RunDocument): Promise<StoredRun | undefined> {
  const identity = await identityOf(document);
  if (identity === null) return undefined;
  for (const run of stored) if ((await identityOf(run.document)) === identity) return run;
  return undefined;
}
