import { err, ok, type Result } from '../../../base/result.ts';
import { createLockTable, createMemoryLock, type LockTable } from '../../../storage/memory-lock.ts';
import { createMemoryDisk, type MemoryDisk, openMemoryStore } from '../../../storage/memory-store.ts';
import type { NoStorage } from '../../../storage/open-storage.ts';
import type { RunStore } from '../../../storage/run-store.ts';
import { createHost, type Host } from '../../host.ts';
import type { CallError, CallName, Calls, FromWorker } from '../../protocol.ts';
import type { HostPorts } from '../ports.ts';

/** What the tabs of one browser share. */
export interface Browser {
  readonly disk: MemoryDisk;
  readonly locks: LockTable;
  clockMs: number;
  runs: number;
}

export function newBrowser(): Browser {
  return { disk: createMemoryDisk(), locks: createLockTable(), clockMs: 1_800_000_000_000, runs: 0 };
}

export interface TabOptions {
  readonly no?: NoStorage;
  /** Milliseconds that pass whenever the host looks at the clock. */
  readonly msPerLook?: number;
  readonly storeOf?: (store: RunStore) => RunStore;
}

export interface Tab {
  readonly host: Host;
  readonly ports: HostPorts;
  call<N extends CallName>(name: N, params: Calls[N]['params']): Promise<Result<Calls[N]['result'], CallError>>;
  /** The same, for a call that has to succeed. */
  ask<N extends CallName>(name: N, params: Calls[N]['params']): Promise<Calls[N]['result']>;
  send(message: unknown): Promise<FromWorker | undefined>;
  readonly transfers: ArrayBuffer[][];
  /** Runs what was put off. */
  runTimers(): void;
  /** As when the tab is closed: nothing more is written, the lock is free. */
  closeTab(): void;
}

/** A host in this process, its calls typed as the page's are. Closing and opening one is a reload. */
export function openTab(browser: Browser = newBrowser(), options: TabOptions = {}): Tab {
  const answers = new Map<number, FromWorker>();
  const transfers: ArrayBuffer[][] = [];
  const timers: (() => void)[] = [];
  const lock = createMemoryLock(browser.locks);
  let nextId = 1;
  const store = options.storeOf?.(openMemoryStore(browser.disk)) ?? openMemoryStore(browser.disk);
  const ports: HostPorts = {
    post: (message, transfer) => {
      answers.set(message.id, message);
      transfers.push(transfer);
    },
    openStorage: async () => (options.no === undefined ? ok({ store, lock }) : err(options.no)),
    nowMs: () => {
      browser.clockMs += options.msPerLook ?? 0;
      return browser.clockMs;
    },
    after: (_ms, run) => {
      timers.push(run);
    },
    newRunId: () => `run-${++browser.runs}`,
  };
  const host = createHost(ports);

  async function call<N extends CallName>(
    name: N,
    params: Calls[N]['params'],
  ): Promise<Result<Calls[N]['result'], CallError>> {
    const id = nextId++;
    const answer = await send({ id, runId: 'runId' in params ? params.runId : null, call: name, params });
    if (answer === undefined) throw new Error(`${name} got no answer`);
    return answer.ok ? ok(answer.result as Calls[N]['result']) : err(answer.error);
  }

  async function send(message: unknown): Promise<FromWorker | undefined> {
    await host.receive(message);
    const id = (message as { id?: unknown } | null)?.id;
    return typeof id === 'number' ? answers.get(id) : undefined;
  }

  return {
    host,
    ports,
    call,
    ask: async (name, params) => {
      const answer = await call(name, params);
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
      return answer.value;
    },
    send,
    transfers,
    runTimers: () => {
      for (const run of timers.splice(0)) run();
    },
    closeTab: () => lock.release(),
  };
}
