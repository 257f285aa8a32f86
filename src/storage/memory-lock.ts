import type { WriteLock } from './write-lock.ts';

/** What the holders of one memory lock share. */
export interface LockTable {
  holder: { readonly onLost: () => void } | null;
}

export function createLockTable(): LockTable {
  return { holder: null };
}

/** A lock among those who share `table`: for tests and tools. It has no patience. */
export function createMemoryLock(table: LockTable): WriteLock {
  let mine: LockTable['holder'] = null;
  function take(onLost: () => void): void {
    mine = { onLost };
    table.holder = mine;
  }
  return {
    acquire: async (_patienceMs, onLost) => {
      if (table.holder !== null) return false;
      take(onLost);
      return true;
    },
    steal: async (onLost) => {
      const loser = table.holder;
      take(onLost);
      loser?.onLost();
    },
    release: () => {
      if (mine !== null && table.holder === mine) table.holder = null;
    },
  };
}
