import { fromHex, hex } from '../base/bytes.ts';
import { appendBytesAsLeader } from '../kafka/log/append-bytes.ts';
import {
  copyLog,
  firstOffsetOf,
  firstSeqOf,
  type LogException,
  type PartitionLog,
} from '../kafka/log/partition-log.ts';
import type { RecordBatch } from '../kafka/record/record-batch.ts';
import { batchToBytes } from '../kafka/record/record-batch.ts';
import { type BatchSpec, encodeSpecBytes } from './batch-spec.ts';
import { createLogPlayer, type LogPlayer, type LogStep, playStep, type TopicConfigs } from './log-steps.ts';
import { batchFacts } from './record-batch.ts';
import { defineSuite } from './suite.ts';

interface Append {
  readonly op: 'append';
  readonly epoch: number;
  readonly origin: 'client' | 'coordinator';
  readonly transactionVersion?: number;
  readonly batches?: readonly BatchSpec[];
  /** What a client sent, instead of batches. */
  readonly bytes?: string;
}

type Step = Append | Exclude<LogStep, { op: 'append' }>;

interface Input {
  readonly config: TopicConfigs;
  readonly now: number;
  readonly ops: readonly Step[];
}

interface Failure extends LogException {
  readonly invalid?: string;
  readonly recordErrors?: readonly { readonly batchIndex: number; readonly message: string }[];
}

interface Output {
  readonly steps: readonly { readonly appended?: string | null; readonly error: Failure | null }[];
}

function bytesOf(step: Append): Uint8Array {
  if (step.bytes !== undefined) return fromHex(step.bytes);
  return Uint8Array.from((step.batches ?? []).flatMap((spec) => [...encodeSpecBytes(spec)]));
}

function batchesFrom(log: PartitionLog, offset: number): readonly RecordBatch[] {
  const all = log.segments.flatMap((segment) => segment.batches.slice(0, segment.length));
  return all.filter((batch) => batch.baseOffset >= offset);
}

/** `expected`: where compression is involved, the bytes were not recorded. */
function append(p: LogPlayer, step: Append, expected: Output['steps'][number]): object {
  p.log = copyLog(p.log, p.log.cow + 1);
  const before = p.log.logEndOffset;
  const origin = step.origin === 'client' ? 'CLIENT' : 'COORDINATOR';
  const version = step.transactionVersion ?? 1;
  const got = appendBytesAsLeader(p.log, bytesOf(step), step.epoch, p.nowMs, p.config, origin, version);
  if (!got.ok) return { result: null, error: failureOf(got.error) };
  const nothing = { firstOffset: -1, lastOffset: -1, maxTimestamp: -1, logAppendTime: -1 };
  const { firstOffset, lastOffset, maxTimestamp, logAppendTime } = got.value ?? nothing;
  const batches = batchesFrom(p.log, before);
  return {
    result: { firstOffset, lastOffset, maxTimestamp, logAppendTime },
    error: null,
    appended: expected.appended === null ? null : batches.map((batch) => hex(batchToBytes(batch))).join(''),
    appendedBatches: batches.map(batchFacts),
  };
}

interface Refusal {
  readonly exception: string;
  readonly message: string;
  readonly recordErrors: readonly { readonly batchIndex: number; readonly message: string }[];
}

function failureOf({ exception, message, recordErrors }: Refusal): Failure {
  if (recordErrors.length === 0) return { class: exception, message };
  return { class: 'RecordValidationException', message, invalid: exception, recordErrors };
}

/** What else of a failure must be the same: the exception that decides the code, and which records were refused. */
function sameRefusal(got: Failure | null, expected: Failure | null): boolean {
  const facts = (failure: Failure | null): string => {
    const invalid = failure?.invalid;
    const name = invalid === undefined ? '' : invalid.slice(invalid.lastIndexOf('.') + 1);
    return `${name} ${(failure?.recordErrors ?? []).map((e) => e.batchIndex).join()}`;
  };
  return facts(got) === facts(expected);
}

function producers(log: PartitionLog): object[] {
  const entries = [...log.producerState.producers.values()].sort((a, b) => a.producerId - b.producerId);
  return entries.map(({ producerId, producerEpoch, coordinatorEpoch, currentTxnFirstOffset, batches }) => ({
    producerId,
    producerEpoch,
    coordinatorEpoch,
    currentTxnFirstOffset,
    batches: batches.map((b) => [firstSeqOf(b), b.lastSeq, firstOffsetOf(b), b.lastOffset]),
  }));
}

export const logValidatorSuite = defineSuite<Input, Output>('log-validator', ({ config, now, ops }, expected) => {
  const player = createLogPlayer(config, now);
  const steps = ops.map((step, i) => {
    const recorded = expected.steps[i] ?? { error: null };
    const played = step.op === 'append' ? append(player, step, recorded) : playStep(player, step);
    const { error } = played as { error: Failure | null };
    if (!sameRefusal(error, recorded.error)) throw new Error(`step ${i}: ${JSON.stringify(error)}`);
    return { ...played, logEndOffset: player.log.logEndOffset, producers: producers(player.log) };
  });
  return { steps };
});
