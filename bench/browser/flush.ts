import { openIndexedDbStore } from '../../src/storage/indexeddb-store.ts';
import { type Commit, chunkBytes, type FileChange } from '../../src/storage/run-store.ts';

const files = 18;
/** As much as a busy run gathers before the next write: every file grows by some chunks. */
const bytesPerFile = 6 * chunkBytes;
export const megabytesPerCommit = (files * bytesPerFile) / 1_000_000;

function filled(bytes: number): Uint8Array {
  const data = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at++) data[at] = (at * 31) & 0xff;
  return data;
}

/** Megabytes a second through the run store: one transaction a commit, with checkpoint and session record. */
export async function throughStore(commits: number, run: Commit['run'], saved: Commit['saved']): Promise<number> {
  const name = 'bench-store';
  const store = await openIndexedDbStore(name);
  await store.claim();
  const data = filled(bytesPerFile);
  const startedAt = performance.now();
  for (let commit = 0; commit < commits; commit++) {
    const changes = Array.from(
      { length: files },
      (_, file): FileChange => ({
        kind: 'write',
        path: `broker-1/bench-${file}/00000000000000000000.log`,
        from: commit * bytesPerFile,
        bytes: data,
      }),
    );
    const done = await store.commit({ run, saved, changes, fresh: commit === 0 });
    if (!done.ok) throw new Error(`the commit failed: ${done.error}`);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  store.close();
  indexedDB.deleteDatabase(name);
  return (commits * megabytesPerCommit) / seconds;
}

/** What IndexedDB itself takes: the same bytes in the same pieces and transactions, and nothing else. */
export async function raw(commits: number): Promise<number> {
  const name = 'bench-raw';
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('chunks');
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error('the database does not open'));
  });
  const data = filled(chunkBytes);
  const startedAt = performance.now();
  for (let commit = 0; commit < commits; commit++) {
    const tx = db.transaction('chunks', 'readwrite', { durability: 'relaxed' });
    const done = new Promise((resolve, reject) => {
      tx.oncomplete = resolve;
      tx.onabort = () => reject(new Error('the transaction was aborted'));
    });
    for (let piece = 0; piece < (files * bytesPerFile) / chunkBytes; piece++) {
      tx.objectStore('chunks').put(data, [commit, piece]);
    }
    await done;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  db.close();
  indexedDB.deleteDatabase(name);
  return (commits * megabytesPerCommit) / seconds;
}
