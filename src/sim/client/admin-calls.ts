import { msToUs, secondsToUs } from '../../base/units.ts';
import type { ResetFacts } from '../../kafka/group/offset-reset.ts';
import type { KafkaRequest, TopicPartition } from '../../kafka/protocol/requests.ts';
import type { Command } from '../command.ts';
import { firstClientNode, type SimState } from '../state.ts';
import type { UpdateBody } from '../update.ts';

/** The operator's command-line tools. They talk to the controller (--bootstrap-controller, KIP-919). */
export const adminNode = firstClientNode - 1;

/** A request of the operator that waits for its answer, or for its time to be sent. Immutable. */
export interface AdminCall {
  readonly request: KafkaRequest;
  /** null: part of the run's own setup, sent once every broker of the setup is unfenced. */
  readonly command: Command | null;
  /** Until then it is tried again; microseconds. */
  readonly untilUs: number;
  /** The tool that sent it with others; absent: it is alone. */
  readonly job?: number;
  /** The reset of offsets that it is a step of. */
  readonly reset?: number;
}

/** Requests that a tool sends together, and what is told when all of them have succeeded. */
export interface AdminStep {
  readonly requests: readonly KafkaRequest[];
  readonly told: UpdateBody | null;
}

/** A tool that goes on with its next step when the one before has succeeded, and ends where one fails. Immutable. */
export interface AdminJob {
  readonly command: Command;
  /** The one under way is the first. */
  readonly steps: readonly AdminStep[];
  /** Requests of it that have no answer yet. */
  readonly open: number;
}

/** kafka-consumer-groups --reset-offsets at work. Immutable. */
export interface OffsetReset {
  readonly command: Command & { readonly do: 'reset-offsets' };
  /** What the next answers are awaited for. */
  readonly stage: 'coordinator' | 'describe' | 'scope' | 'metadata' | 'plan' | 'commit';
  /** −1: not found yet. */
  readonly coordinator: number;
  readonly partitions: readonly (TopicPartition & { readonly leader: number })[];
  readonly facts: ResetFacts;
  /** The timestamp of the ListOffsets under way. */
  readonly asked: number;
  readonly warnings: readonly string[];
  /** What is being committed, beside what was committed until then; −1: nothing. */
  readonly moves: readonly (TopicPartition & { readonly before: number; readonly after: number })[];
  /** Answers still to come. */
  readonly awaited: number;
  /** Milliseconds since 1970 when the tool was started: what by-duration counts from. */
  readonly startedMs: number;
  readonly untilUs: number;
}

export interface Admin {
  readonly calls: ReadonlyMap<number, AdminCall>;
  readonly jobs: ReadonlyMap<number, AdminJob>;
  readonly resets: ReadonlyMap<number, OffsetReset>;
  readonly nextId: number;
}

export const createAdmin = (): Admin => ({ calls: new Map(), jobs: new Map(), resets: new Map(), nextId: 1 });

/** retry.backoff.ms */
export const retryUs = msToUs(100);
/** default.api.timeout.ms of the tools; brokers hold a request that they forward as long. */
const apiTimeoutUs = secondsToUs(60);

/** Books the call and gives its number. */
export function note(
  s: SimState,
  request: KafkaRequest,
  command: Command | null,
  of: Pick<AdminCall, 'job' | 'reset'> = {},
): number {
  const id = s.admin.nextId;
  const call = { request, command, untilUs: s.nowUs + apiTimeoutUs, ...of };
  s.admin = { ...s.admin, calls: new Map(s.admin.calls).set(id, call), nextId: id + 1 };
  return id;
}

export function take(s: SimState, id: number): AdminCall | undefined {
  const call = s.admin.calls.get(id);
  const calls = new Map(s.admin.calls);
  calls.delete(id);
  s.admin = { ...s.admin, calls };
  return call;
}
