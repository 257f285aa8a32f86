/** The writing role: one tab at a time has it. */
export interface WriteLock {
  /** True when nobody else has it, or lets go of it within `patienceMs` (a page that is being reloaded still holds it). */
  acquire(patienceMs: number, onLost: () => void): Promise<boolean>;
  /** Takes it from whoever has it, who is told by their `onLost`. */
  steal(onLost: () => void): Promise<void>;
  release(): void;
}

/** The lock `name` of all tabs of this origin (Web Locks). */
export function createWebLock(locks: LockManager, name: string): WriteLock {
  let letGo: (() => void) | null = null;

  /** Resolves once the lock is held, rejects when it is not to be had. */
  function hold(options: LockOptions, onLost: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      let held = false;
      let released = false;
      const until = new Promise<void>((release) => {
        letGo = () => {
          released = true;
          release();
        };
      });
      const gone = locks.request(name, options, async () => {
        held = true;
        resolve();
        await until;
      });
      gone.catch((error: unknown) => {
        if (!held) reject(error);
        else if (!released) onLost();
      });
    });
  }

  return {
    acquire: async (patienceMs, onLost) => {
      try {
        await hold({ signal: AbortSignal.timeout(patienceMs) }, onLost);
        return true;
      } catch {
        return false;
      }
    },
    steal: (onLost) => hold({ steal: true }, onLost),
    release: () => letGo?.(),
  };
}
