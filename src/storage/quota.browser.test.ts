import { expect, test, vi } from 'vitest';
import { openIndexedDbStore } from './indexeddb-store.ts';
import { aCommit } from './testing/storage-fixtures.ts';

const path = 'broker-1/orders-0/00000000000000000000.log';

/** Chromium's storage buckets: an IndexedDB with little room of its own. Not in TypeScript's library yet. */
interface StorageBuckets {
  open(name: string, options: { quota: number }): Promise<{ readonly indexedDB: IDBFactory }>;
}

test('when the browser has no room the commit says so, and the moment before it stays whole', async () => {
  const { storageBuckets } = navigator as Navigator & { readonly storageBuckets: StorageBuckets };
  const bucket = await storageBuckets.open('little-room', { quota: 2_000_000 });
  vi.stubGlobal('indexedDB', bucket.indexedDB);
  const store = await openIndexedDbStore('quota-test');
  vi.unstubAllGlobals();
  await store.claim();

  const kept = crypto.getRandomValues(new Uint8Array(50_000));
  await store.commit(aCommit('r1', { atMs: 1, changes: [{ kind: 'write', path, from: 0, bytes: kept }] }));
  const changes = [{ kind: 'write' as const, path, from: 0, bytes: new Uint8Array(20_000_000) }];
  expect(await store.commit(aCommit('r1', { atMs: 2, changes }))).toEqual({ ok: false, error: 'quota' });

  const loaded = await store.load('r1');
  if (!loaded.ok || loaded.value === null) throw new Error('the run is there');
  expect(loaded.value.run.savedAtMs).toBe(1);
  expect(loaded.value.files.get(path)?.toString()).toBe(kept.toString());
  expect(await store.commit(aCommit('r1', { atMs: 3 }))).toEqual({ ok: true, value: null });
});
