import type { RunStorage } from '../../storage/open-storage.ts';
import type { RunStore } from '../../storage/run-store.ts';
import type { StorageState } from '../protocol.ts';
import type { HostPorts } from './ports.ts';

export type MemoryReason = (StorageState & { kind: 'memory' })['reason'];

/** A page that is being reloaded may hold the lock a moment longer than its successor likes. */
const patienceMs = 500;

/** This host's part in the storage that all tabs share: one of them writes. */
export interface StorageRole {
  /** Resolves when it is known whether this host writes. */
  ready(): Promise<void>;
  /** For reading; null when there is no storage. */
  store(): RunStore | null;
  /** Why this host does not write; null when it does. */
  reason(): MemoryReason | null;
  /** Another tab has claimed the role. */
  lose(): void;
  /** Becomes the writer, whoever was. */
  takeOver(): Promise<void>;
}

export function createStorageRole(openStorage: HostPorts['openStorage']): StorageRole {
  let storage: RunStorage | null = null;
  let reason: MemoryReason | null = 'failed';

  const lose = (): void => {
    reason = 'other-tab';
  };

  async function open(): Promise<RunStorage | null> {
    if (storage) return storage;
    const opened = await openStorage();
    if (opened.ok) storage = opened.value;
    else reason = opened.error;
    return storage;
  }

  async function claim({ store }: RunStorage): Promise<void> {
    const claimed = await store.claim();
    if (claimed.ok) reason = null;
    else reason = claimed.error === 'superseded' ? 'other-tab' : claimed.error;
  }

  async function start(): Promise<void> {
    const opened = await open();
    if (!opened) return;
    if (await opened.lock.acquire(patienceMs, lose)) await claim(opened);
    else lose();
  }

  async function takeOver(): Promise<void> {
    await started;
    const opened = await open();
    if (!opened || reason === null) return;
    try {
      // A lock of our own is given back first: stealing would tell us of our own loss.
      opened.lock.release();
      await opened.lock.steal(lose);
      await claim(opened);
    } catch {
      reason = 'failed';
    }
  }

  const started = start().catch(() => {
    reason = 'failed';
  });
  return { ready: () => started, store: () => storage?.store ?? null, reason: () => reason, lose, takeOver };
}
