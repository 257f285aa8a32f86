import { err, type Result } from '../base/result.ts';
import { act } from './host/calls/act.ts';
import { biography, lookBack } from './host/calls/biography-lazily.ts';
import { diskCalls } from './host/calls/disk-lazily.ts';
import { groups, producer, rebalance, resetPreview } from './host/calls/groups-lazily.ts';
import { open } from './host/calls/open.ts';
import { document, evidence, hash, record, serverLog } from './host/calls/questions.ts';
import { resume } from './host/calls/resume.ts';
import { close, flush, takeOver } from './host/calls/storage.ts';
import { storedRuns } from './host/calls/stored-runs.ts';
import { frame, seek, step, undo } from './host/calls/time.ts';
import { isCallName, paramsProblem } from './host/check-params.ts';
import { createDiskDesk } from './host/disk/disk-desk.ts';
import type { Handler, HostState } from './host/host-state.ts';
import type { HostPorts } from './host/ports.ts';
import { createStorageRole } from './host/storage-role.ts';
import type { CallError, CallName, Calls } from './protocol.ts';

const handlers: { readonly [N in CallName]: Handler<N> } = {
  open,
  resume,
  storedRuns,
  frame,
  act,
  step,
  seek,
  undo,
  hash,
  document,
  record,
  serverLog,
  groups,
  biography,
  lookBack,
  producer,
  resetPreview,
  rebalance,
  evidence,
  flush,
  takeOver,
  close,
  ...diskCalls,
};

export interface Host {
  /** Answers a ToWorker by one message of the same id; never rejects. */
  receive(message: unknown): Promise<void>;
}

/** Turns documents into running simulations and answers what the page asks of them. */
export function createHost(ports: HostPorts): Host {
  const host: HostState = {
    ports,
    role: createStorageRole(ports.openStorage),
    runs: new Map(),
    disk: createDiskDesk(),
  };
  return {
    receive: async (message) => {
      const call = asCall(message);
      if (call === null) return;
      const { id, runId } = call;
      const answer = await answerTo(host, call);
      const transfer = answer.ok ? buffersIn(answer.value) : [];
      ports.post(
        answer.ok ? { id, runId, ok: true, result: answer.value } : { id, runId, ok: false, error: answer.error },
        transfer,
      );
    },
  };
}

interface Call {
  readonly id: number;
  readonly runId: string | null;
  readonly call: unknown;
  readonly params: unknown;
}

/** Null for what cannot be answered, as it has no id. */
function asCall(message: unknown): Call | null {
  if (typeof message !== 'object' || message === null) return null;
  const { id, runId, call, params }: Partial<Record<keyof Call, unknown>> = { ...message };
  if (typeof id !== 'number') return null;
  return { id, runId: typeof runId === 'string' ? runId : null, call, params };
}

async function answerTo(
  host: HostState,
  { call, params }: Call,
): Promise<Result<Calls[CallName]['result'], CallError>> {
  if (!isCallName(call)) return err({ kind: 'bad-call', message: 'no such call' });
  const problem = paramsProblem(call, params);
  if (problem !== null) return err({ kind: 'bad-call', message: problem });
  try {
    return await handle(host, call, params);
  } catch (error) {
    return err({ kind: 'crashed', message: error instanceof Error ? error.message : String(error) });
  }
}

/** The one place where checked parameters get their types. */
function handle<N extends CallName>(host: HostState, call: N, params: unknown): ReturnType<Handler<N>> {
  const handler: Handler<N> = handlers[call];
  return handler(host, params as Calls[N]['params']);
}

/** What goes over instead of being copied: packets in flight, bytes of files. */
function buffersIn(result: Calls[CallName]['result']): ArrayBuffer[] {
  if (result === null) return [];
  if ('ok' in result) return result.ok && 'bytes' in result.value ? wholeBuffer(result.value.bytes) : [];
  if (!('runId' in result)) return [];
  const frameShown = 'frame' in result ? result.frame : result;
  return wholeBuffer(frameShown.snapshot.packets);
}

function wholeBuffer(view: unknown): ArrayBuffer[] {
  return ArrayBuffer.isView(view) && view.buffer instanceof ArrayBuffer ? [view.buffer] : [];
}
