import { err, ok, type Result } from '../base/result.ts';
import { openIndexedDbStore } from './indexeddb-store.ts';
import type { RunStore } from './run-store.ts';
import { createWebLock, type WriteLock } from './write-lock.ts';

/** Where runs are kept, and the role of writing there. */
export interface RunStorage {
  readonly store: RunStore;
  readonly lock: WriteLock;
}

export type NoStorage = 'no-indexeddb' | 'no-web-locks' | 'failed';

/** The browser's storage under `name`, or what it lacks: Web Locks exist only on https and localhost. */
export async function openBrowserStorage(name: string): Promise<Result<RunStorage, NoStorage>> {
  if (globalThis.indexedDB === undefined) return err('no-indexeddb');
  if (navigator.locks === undefined) return err('no-web-locks');
  try {
    return ok({ store: await openIndexedDbStore(name), lock: createWebLock(navigator.locks, name) });
  } catch {
    return err('failed');
  }
}
