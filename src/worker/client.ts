import { err, ok, type Result } from '../base/result.ts';
import type { CallError, CallName, Calls, FromWorker, RunId } from './protocol.ts';

export interface WorkerClient {
  /** Asks the host. `runId` is null where no run exists yet. Never rejects. */
  call<N extends CallName>(
    name: N,
    runId: RunId | null,
    params: Calls[N]['params'],
  ): Promise<Result<Calls[N]['result'], CallError>>;
  /** Told once, when the worker has died; calls get `crashed` from then on. */
  onCrash(callback: (message: string) => void): void;
  terminate(): void;
}

type Answer = Result<Calls[CallName]['result'], CallError>;

/** Starts the worker with the engine. */
export function connectWorker(): WorkerClient {
  return connectTo(new Worker(new URL('./sim.worker.ts', import.meta.url), { type: 'module' }));
}

/** Speaks with a worker that runs a host. */
export function connectTo(worker: Worker): WorkerClient {
  const pending = new Map<number, (answer: Answer) => void>();
  const listeners: ((message: string) => void)[] = [];
  let nextId = 1;
  let ended: string | null = null;

  function end(message: string): void {
    if (ended !== null) return;
    ended = message;
    worker.terminate();
    for (const settle of pending.values()) settle(err({ kind: 'crashed', message }));
    pending.clear();
  }

  function crash(message: string): void {
    if (ended !== null) return;
    end(message);
    for (const listener of listeners) listener(message);
  }

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    const settle = pending.get(data.id);
    pending.delete(data.id);
    settle?.(data.ok ? ok(data.result) : err(data.error));
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    crash(event.message || 'the worker could not be loaded');
  });
  worker.addEventListener('messageerror', () => crash('a message of the worker could not be read'));

  function ask(name: CallName, runId: RunId | null, params: Calls[CallName]['params']): Promise<Answer> {
    if (ended !== null) return Promise.resolve(err({ kind: 'crashed', message: ended }));
    return new Promise((resolve) => {
      const id = nextId++;
      pending.set(id, resolve);
      try {
        worker.postMessage({ id, runId, call: name, params });
      } catch (error) {
        pending.delete(id);
        resolve(err({ kind: 'bad-call', message: error instanceof Error ? error.message : String(error) }));
      }
    });
  }

  return {
    // The host answers a call with its own result: the map of calls ties the two.
    call: ask,
    onCrash: (callback) => {
      listeners.push(callback);
    },
    terminate: () => end('the worker was ended'),
  };
}
