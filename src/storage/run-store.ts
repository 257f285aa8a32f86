import type { Result } from '../base/result.ts';
import type { RunDocument } from '../scenario/document.ts';
import type { SavedRun } from '../sim/run.ts';

/** Raised when what a checkpoint holds changes its shape: an older one is then not restored, its document is replayed. */
export const sessionVersion = 10;

/** Files are kept in pieces of this many bytes, so that a longer file costs only its last piece again. */
export const chunkBytes = 64 * 1024;

/** What is known of a stored run without loading it. */
export interface StoredRun {
  readonly id: string;
  /** Branch of the run whose moment this is; a run has one so far, 0. */
  readonly branch: number;
  readonly version: number;
  /** Wall-clock milliseconds since 1970 of the last write. */
  readonly savedAtMs: number;
  /** With the commands given so far and the stored moment. */
  readonly document: RunDocument;
  /** State hash at that moment. */
  readonly hash: string;
  /** Bytes were lost once: the run no longer is what its document gives. */
  readonly damaged: boolean;
}

/** A stored run at its moment: the checkpoint names files and lengths, the files stand under Kafka's names. */
export interface LoadedRun {
  readonly run: StoredRun;
  readonly saved: SavedRun;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * What becomes of a file. `from` is a multiple of `chunkBytes`: the file keeps its bytes before it and holds `bytes`
 * after them, so that appending, truncating and rewriting are one thing.
 */
export type FileChange =
  | { readonly kind: 'write'; readonly path: string; readonly from: number; readonly bytes: Uint8Array }
  | { readonly kind: 'delete'; readonly path: string };

/** One moment of a run. */
export interface Commit {
  readonly run: StoredRun;
  readonly saved: SavedRun;
  readonly changes: readonly FileChange[];
  /** Nothing stored under this id counts any more: `changes` hold every file. */
  readonly fresh: boolean;
}

/** `superseded`: somebody else has claimed the writing role since. */
export type StoreFailure = 'quota' | 'superseded' | 'failed';

/**
 * Keeps runs, each as of one moment. A commit happens as a whole or not at all, and `load` shows one commit, whatever
 * another tab writes meanwhile.
 */
export interface RunStore {
  /** Newest first. */
  list(): Promise<Result<readonly StoredRun[], StoreFailure>>;
  load(id: string): Promise<Result<LoadedRun | null, StoreFailure>>;
  /** From here on only commits of this opener succeed, also against one of another that is already under way. */
  claim(): Promise<Result<null, StoreFailure>>;
  /** Takes what it needs from `commit` before it returns: the caller may change the checkpoint's objects at once. */
  commit(commit: Commit): Promise<Result<null, StoreFailure>>;
  remove(id: string): Promise<Result<null, StoreFailure>>;
  close(): void;
}
