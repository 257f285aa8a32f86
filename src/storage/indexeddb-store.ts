import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, unwrap } from 'idb';
import { err, ok, type Result } from '../base/result.ts';
import type { SavedRun } from '../sim/run.ts';
import { type Chunk, forEachChunk, joinChunks } from './file-chunks.ts';
import {
  type Commit,
  chunkBytes,
  type LoadedRun,
  type RunStore,
  type StoredRun,
  type StoreFailure,
} from './run-store.ts';

/** Version 1 of what the browser keeps. A run's session record is its row in `runs` and its row in `checkpoints`. */
interface Schema extends DBSchema {
  /** By run id: small, so that all can be listed. */
  runs: { key: string; value: StoredRun };
  /** By run and branch. */
  checkpoints: { key: [string, number]; value: SavedRun };
  /** By run, branch, path and number of the piece. */
  chunks: { key: ChunkKey; value: Uint8Array };
  /** Key `writer`: token of the opener that claimed the writing role last. */
  owner: { key: string; value: string };
}
type ChunkKey = [run: string, branch: number, path: string, chunk: number];
type StoreName = 'runs' | 'checkpoints' | 'chunks' | 'owner';
type Transaction = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

const allStores: StoreName[] = ['runs', 'checkpoints', 'chunks', 'owner'];

/** Every key that begins with `prefix`: an array sorts after every string and number. */
const keysUnder = (prefix: (string | number)[]): IDBKeyRange => IDBKeyRange.bound(prefix, [...prefix, []]);

function failureOf(error: unknown): StoreFailure {
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'quota' : 'failed';
}

async function attempt<T>(work: () => Promise<T>): Promise<Result<T, StoreFailure>> {
  try {
    return ok(await work());
  } catch (error) {
    return err(failureOf(error));
  }
}

/**
 * Opens the database, or makes it.
 * @throws DOMException when the browser has no room or keeps no data here (private windows, blocked storage).
 */
export async function openIndexedDbStore(name: string): Promise<RunStore> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(name, 1, {
    upgrade: (database) => {
      for (const store of allStores) database.createObjectStore(store);
    },
    // A later Samsa wants to upgrade: it shall not wait for this tab, whose next commit fails.
    blocking: () => db.close(),
  });
  return storeOn(db);
}

function storeOn(db: IDBPDatabase<Schema>): RunStore {
  const token = crypto.getRandomValues(new Uint32Array(4)).join('-');
  return {
    list: () => attempt(async () => newestFirst(await db.getAll('runs'))),
    load: (id) => attempt(() => load(db, id)),
    claim: () => write(db, null, (tx, made) => made.push(tx.objectStore('owner').put(token, 'writer'))),
    commit: (commit) => write(db, token, (tx, made) => commitRequests(tx, commit, made)),
    remove: (id) => write(db, token, (tx, made) => removeRequests(tx, id, made)),
    close: () => db.close(),
  };
}

function newestFirst(runs: StoredRun[]): StoredRun[] {
  return runs.sort((a, b) => b.savedAtMs - a.savedAtMs || (a.id < b.id ? -1 : 1));
}

async function load(db: IDBPDatabase<Schema>, id: string): Promise<LoadedRun | null> {
  const tx = db.transaction(['runs', 'checkpoints', 'chunks'], 'readonly');
  const run = await tx.objectStore('runs').get(id);
  if (!run) return null;
  const range = keysUnder([id, run.branch]);
  const [saved, keys, values] = await Promise.all([
    tx.objectStore('checkpoints').get([id, run.branch]),
    tx.objectStore('chunks').getAllKeys(range),
    tx.objectStore('chunks').getAll(range),
  ]);
  await tx.done;
  if (!saved) return null;
  const chunks: Chunk[] = [];
  for (const [i, [, , path, number]] of keys.entries()) {
    const bytes = values[i];
    if (bytes) chunks.push({ path, number, bytes });
  }
  return { run, saved, files: joinChunks(chunks) };
}

/**
 * All requests in one transaction, made before this returns. `token`: undone when another opener has claimed the
 * writing role, even if that happens while the transaction is under way.
 */
async function write(
  db: IDBPDatabase<Schema>,
  token: string | null,
  request: (tx: Transaction, made: Promise<unknown>[]) => void,
): Promise<Result<null, StoreFailure>> {
  const made: Promise<unknown>[] = [];
  let superseded = false;
  try {
    const tx = db.transaction(allStores, 'readwrite', { durability: 'relaxed' });
    made.push(tx.done);
    const checkWriter = async (): Promise<void> => {
      superseded = (await tx.objectStore('owner').get('writer')) !== token;
      if (superseded) tx.abort();
    };
    if (token !== null) made.push(checkWriter());
    try {
      request(tx, made);
    } catch (error) {
      // A request that could not even be made (what cannot be cloned): nothing of the others may stay.
      tx.abort();
      throw error;
    }
    // The transaction's own error says why; those of its requests follow from it.
    const [done] = await Promise.allSettled(made);
    if (done?.status === 'rejected') throw done.reason;
    return ok(null);
  } catch (error) {
    await Promise.allSettled(made);
    return err(superseded ? 'superseded' : failureOf(error));
  }
}

function commitRequests(tx: Transaction, { run, saved, changes, fresh }: Commit, made: Promise<unknown>[]): void {
  const { id, branch } = run;
  const chunks = tx.objectStore('chunks');
  const pieces = unwrap(chunks);
  if (fresh) made.push(chunks.delete(keysUnder([id])));
  for (const change of changes) {
    const { path } = change;
    const kept = change.kind === 'write' ? change.from / chunkBytes : 0;
    made.push(chunks.delete(IDBKeyRange.bound([id, branch, path, kept], [id, branch, path, []])));
    if (change.kind === 'delete') continue;
    // What is put is cloned at once: one buffer serves all whole pieces. The transaction tells of a piece that fails.
    forEachChunk(change.from, change.bytes, (number, piece) => {
      pieces.put(piece, [id, branch, path, number]);
    });
  }
  made.push(tx.objectStore('checkpoints').put(saved, [id, branch]));
  made.push(tx.objectStore('runs').put(run, id));
}

function removeRequests(tx: Transaction, id: string, made: Promise<unknown>[]): void {
  made.push(tx.objectStore('runs').delete(id));
  made.push(tx.objectStore('checkpoints').delete(keysUnder([id])));
  made.push(tx.objectStore('chunks').delete(keysUnder([id])));
}
