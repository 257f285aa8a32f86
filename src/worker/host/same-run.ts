import type { RunDocument } from '../../scenario/document.ts';
import { validateRunDocument } from '../../scenario/validate.ts';
import type { StoredRun } from '../../storage/run-store.ts';

/** What makes a run this run: setup, seed, start and commands; not the moment, nor the preset's name. Null: no document. */
export function identityOf(document: RunDocument): string | null {
  const valid = validateRunDocument(document);
  return valid.ok ? JSON.stringify({ ...valid.value, preset: '', momentUs: 0 }) : null;
}

/** The newest stored run that `document` is a moment of. A damaged one is still the one that was opened by its link. */
export function findSameRun(stored: readonly StoredRun[], document: RunDocument): StoredRun | undefined {
  const identity = identityOf(document);
  return identity === null ? undefined : stored.find((run) => identityOf(run.document) === identity);
}
