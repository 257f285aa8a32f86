import { type Run, saveRun, stateHash } from '../../sim/run.ts';
import { nodeOfReplicaKey } from '../../sim/state.ts';
import type { RunStore } from '../../storage/run-store.ts';
import type { RunId, StorageState } from '../protocol.ts';
import { type DiskFile, filesOfLog, logDirectory } from './disk-files.ts';
import { keepFew } from './kept-runs.ts';
import { documentOf, type OpenRun } from './open-run.ts';
import type { HostPorts } from './ports.ts';
import type { StorageRole } from './storage-role.ts';
import { createWriteBehind, type WriteBehind } from './write-behind.ts';
import { unwrittenBytes, type WrittenFiles } from './written-files.ts';

/** The stored copy of an open run, or its absence with the reason. */
export interface RunCopy {
  state(): StorageState;
  /** The run has changed; `now`: by an act, which is written at once. */
  changed(now?: boolean): void;
  isFull(): boolean;
  flush(): Promise<void>;
  /** Begins to write under `storedId`. `written`: what storage holds of this very run, null: nothing that counts. */
  start(store: RunStore, storedId: RunId, written: WrittenFiles | null): void;
  stop(): Promise<void>;
  /** The name it is stored under, null when it is not stored. */
  storedId(): RunId | null;
  /** False when the page wants this run in memory only. */
  readonly wanted: boolean;
}

export interface CopyOptions {
  readonly ports: HostPorts;
  readonly role: StorageRole;
  readonly wanted: boolean;
  readonly openRun: () => OpenRun;
  readonly isOpen: (storedId: string) => boolean;
}

export function createRunCopy({ ports, role, wanted, openRun, isOpen }: CopyOptions): RunCopy {
  let writing: WriteBehind | null = null;

  /** Null while the copy is kept. */
  function memory(): StorageState | null {
    if (!wanted) return { kind: 'memory', reason: 'off' };
    if (writing?.failure() === 'superseded') role.lose();
    const reason = role.reason() ?? (writing === null ? 'failed' : writing.failure());
    if (reason === null) return null;
    return { kind: 'memory', reason: reason === 'superseded' ? 'other-tab' : reason };
  }

  const active = (): WriteBehind | null => (memory() === null ? writing : null);

  function startWriting(store: RunStore, storedId: RunId, written: WrittenFiles | null): WriteBehind {
    return createWriteBehind({
      store: keepFew(store, isOpen),
      storedId,
      written,
      nowMs: ports.nowMs,
      after: ports.after,
      takeMoment: () => {
        const open = openRun();
        const { run, damaged } = open;
        return {
          document: documentOf(open),
          hash: stateHash(run),
          damaged,
          saved: saveRun(run),
          files: filesOfRun(run),
        };
      },
      countUnwritten: (before) => unwrittenBytes(before, openRun().run.state.logs.values()),
    });
  }

  return {
    wanted,
    storedId: () => active()?.storedId ?? null,
    state: () => memory() ?? { kind: 'stored', pendingBytes: writing?.pendingBytes() ?? 0 },
    changed: (now = false) => {
      const copy = active();
      copy?.touch();
      if (now) void copy?.flush();
      else copy?.poll();
    },
    isFull: () => active()?.isFull() ?? false,
    flush: async () => active()?.flush(),
    start: (store, storedId, written) => {
      void writing?.stop();
      writing = startWriting(store, storedId, written);
    },
    stop: async () => writing?.stop(),
  };
}

/** Every file of every node's log directories. */
export function filesOfRun(run: Run): DiskFile[] {
  const files: DiskFile[] = [];
  const { controllers, brokers } = run.state;
  const dedicated = [...controllers.keys()].filter((id) => !brokers.has(id));
  for (const [key, log] of run.state.logs) {
    const directory = logDirectory(nodeOfReplicaKey(key), dedicated, log.topic, log.partition);
    files.push(...filesOfLog(directory, log));
  }
  return files;
}
