import { err, ok, type Result } from '../../base/result.ts';
import type { RunDocument } from '../../scenario/document.ts';
import type { DocumentProblem } from '../../scenario/problem.ts';
import { dedicatedControllersOf } from '../../scenario/world.ts';
import { type Run, restoreRun, stateHash } from '../../sim/run.ts';
import { type LoadedRun, sessionVersion } from '../../storage/run-store.ts';
import { logDirectory, segmentPath } from './disk-files.ts';
import { checkDocument } from './document-check.ts';
import { runOf } from './open-run.ts';
import { filesOfRun } from './run-copy.ts';
import { alreadyWritten, type WrittenFiles } from './written-files.ts';

export interface Resumed {
  readonly document: RunDocument;
  readonly run: Run;
  readonly damaged: boolean;
  /** False: replayed from the document, as its checkpoint could not be used. */
  readonly restored: boolean;
  /** Null: what is stored is no longer what the run is, and is to be written anew. */
  readonly written: WrittenFiles | null;
}

/** The stored run at its stored moment. */
export async function resumeStored(loaded: LoadedRun): Promise<Result<Resumed, DocumentProblem>> {
  const valid = await checkDocument(loaded.run.document);
  if (!valid.ok) return valid;
  const restored = loaded.run.version === sessionVersion ? tryRestore(valid.value, loaded) : err(null);
  if (restored.ok) return restored;
  const run = runOf(valid.value);
  return ok({ document: valid.value, run, damaged: false, restored: false, written: null });
}

/** An error when the checkpoint is of another Samsa than its version says: the document still tells the same run. */
function tryRestore(document: RunDocument, { run: stored, saved, files }: LoadedRun): Result<Resumed, null> {
  const dedicated = dedicatedControllersOf(document.setup);
  try {
    const { run, damaged } = restoreRun(document, saved, (node, topic, partition, baseOffset) => {
      const path = segmentPath(logDirectory(node, dedicated, topic, partition), baseOffset);
      return files.get(path) ?? new Uint8Array();
    });
    if (!damaged && stateHash(run) !== stored.hash) return err(null);
    const written = damaged ? null : alreadyWritten(files, filesOfRun(run));
    return ok({ document, run, damaged: damaged || stored.damaged, restored: true, written });
  } catch {
    return err(null);
  }
}
