import { err, ok } from '../base/result.ts';
import type { SavedRun } from '../sim/run.ts';
import { type Chunk, forEachChunk, joinChunks } from './file-chunks.ts';
import type { Commit, RunStore, StoredRun } from './run-store.ts';
import { chunkBytes } from './run-store.ts';

interface KeptRun {
  readonly run: StoredRun;
  readonly saved: SavedRun;
  readonly chunks: ReadonlyMap<string, readonly Chunk[]>;
}

/** What the openers of one memory store share, as tabs share a browser's disk. */
export interface MemoryDisk {
  runs: ReadonlyMap<string, KeptRun>;
  owner: object | null;
}

export function createMemoryDisk(): MemoryDisk {
  return { runs: new Map(), owner: null };
}

function changedChunks(before: KeptRun | undefined, commit: Commit): Map<string, readonly Chunk[]> {
  const files = new Map(commit.fresh ? [] : before?.chunks);
  for (const change of commit.changes) {
    if (change.kind === 'delete') {
      files.delete(change.path);
      continue;
    }
    const kept = (files.get(change.path) ?? []).slice(0, change.from / chunkBytes);
    forEachChunk(change.from, change.bytes, (number, piece) => {
      kept.push({ path: change.path, number, bytes: piece.slice() });
    });
    files.set(change.path, kept);
  }
  return files;
}

/** @throws DOMException when something in it cannot be cloned. */
function keptRun(disk: MemoryDisk, commit: Commit): KeptRun {
  const { run, saved } = structuredClone({ run: commit.run, saved: commit.saved });
  return { run, saved, chunks: changedChunks(disk.runs.get(run.id), commit) };
}

/** A store that lives as long as its disk object: for tests and tools. */
export function openMemoryStore(disk: MemoryDisk): RunStore {
  const self = {};
  return {
    list: async () =>
      ok(
        [...disk.runs.values()]
          .map(({ run }) => run)
          .sort((a, b) => b.savedAtMs - a.savedAtMs || (a.id < b.id ? -1 : 1)),
      ),
    load: async (id) => {
      const kept = disk.runs.get(id);
      if (!kept) return ok(null);
      const files = joinChunks([...kept.chunks.values()].flat());
      return ok({ run: kept.run, saved: structuredClone(kept.saved), files });
    },
    claim: async () => {
      disk.owner = self;
      return ok(null);
    },
    commit: async (commit) => {
      if (disk.owner !== self) return err('superseded');
      try {
        disk.runs = new Map(disk.runs).set(commit.run.id, keptRun(disk, commit));
        return ok(null);
      } catch {
        return err('failed');
      }
    },
    remove: async (id) => {
      if (disk.owner !== self) return err('superseded');
      const runs = new Map(disk.runs);
      runs.delete(id);
      disk.runs = runs;
      return ok(null);
    },
    close: () => {},
  };
}
