import { msToUs } from '../../../base/units.ts';
import { type ErrorCode, meansStaleMetadata } from '../../protocol/errors.ts';
import { exceptionName } from '../../protocol/exceptions.ts';
import type { ProduceResponse } from '../../protocol/requests.ts';
import { backoffUs } from '../backoff.ts';
import { forgetBatch } from './buffer-memory.ts';
import type { ProducerContext, ProducerEffect, TaggedRecord } from './effects.ts';
import { canRetryAfter, noteCompleted, noteFailed } from './idempotence.ts';
import { wantMetadata } from './metadata.ts';
import type { ProducerBatch } from './producer-batch.ts';
import { type Producer, queueKey } from './producer-state.ts';
import { enqueueInOrder } from './requeue.ts';
import { splitBatch } from './split.ts';

/** What is known of one partition of a Produce request. */
export type BatchAnswer = Omit<ProduceResponse['responses'][number], 'topic' | 'partition'>;

/** acks=0: nobody knows the offset. */
export const noError: BatchAnswer = {
  error: 'NONE',
  errorMessage: null,
  baseOffset: -1,
  logAppendTimeMs: -1,
  logStartOffset: -1,
};

/** A batch that nobody answers for any more. */
export const lostAnswer = (error: 'NETWORK_EXCEPTION' | 'REQUEST_TIMED_OUT'): BatchAnswer => ({ ...noError, error });

/** Why records were given up, as a Java application is told. */
export interface Failure {
  readonly error: ErrorCode;
  readonly exception: string;
  readonly message: string;
}

/**
 * A batch has its answer: acknowledged, split because it is too large, tried again, or given up.
 * Source: Sender.completeBatch (4.3.1).
 */
export function completeBatch(
  p: Producer,
  batch: ProducerBatch,
  answer: BatchAnswer,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  const { error } = answer;
  const key = queueKey(batch.topic, batch.partition);
  if (batch.done) {
    // It had expired; only its memory was kept.
    if (error === 'NONE') noteCompleted(p, batch, answer.baseOffset);
    forgetBatch(p, batch);
  } else if (error === 'MESSAGE_TOO_LARGE' && batch.count > 1) splitBatch(p, batch);
  else if (error === 'NONE' || error === 'DUPLICATE_SEQUENCE_NUMBER') acknowledge(p, batch, answer, effects);
  else if (canRetry(p, batch, answer, ctx)) retry(p, batch, answer, ctx, effects);
  else failAnswered(p, batch, answer, effects);
  if (meansStaleMetadata(error)) wantMetadata(p);
  if (p.muted.has(key)) p.muted = new Set([...p.muted].filter((other) => other !== key));
}

function acknowledge(p: Producer, batch: ProducerBatch, answer: BatchAnswer, effects: ProducerEffect[]): void {
  const { topic, partition, count, tags } = batch;
  const { baseOffset, logAppendTimeMs } = answer;
  noteCompleted(p, batch, baseOffset);
  p.acknowledged += count;
  forgetBatch(p, batch);
  effects.push({ kind: 'acknowledged', topic, partition, baseOffset, logAppendTimeMs, count, tags });
}

/** Sender.canRetry: within delivery.timeout.ms and retries. */
function canRetry(p: Producer, batch: ProducerBatch, answer: BatchAnswer, ctx: ProducerContext): boolean {
  const isOld = batch.createdUs + msToUs(p.config.deliveryTimeoutMs) <= ctx.nowUs;
  if (isOld || batch.attempts >= p.config.retries) return false;
  return canRetryAfter(p, batch, answer.error, answer.logStartOffset);
}

/** RecordAccumulator.reenqueue. */
function retry(
  p: Producer,
  batch: ProducerBatch,
  answer: BatchAnswer,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  const { topic, partition, count, tags } = batch;
  const { retryBackoffMs, retryBackoffMaxMs } = p.config;
  batch.backoffUs = backoffUs(retryBackoffMs, retryBackoffMaxMs, batch.attempts, ctx.random() / 0x8000_0000);
  batch.attempts += 1;
  batch.lastAttemptUs = ctx.nowUs;
  enqueueInOrder(p, batch);
  effects.push({ kind: 'failed', topic, partition, count, ...failureOf(answer), final: false, tags });
}

function failureOf({ error, errorMessage }: BatchAnswer): Failure {
  return { error, exception: exceptionName(error), message: errorMessage ?? '' };
}

/** Refused for good; when single records were at fault, the others fail with their batch. Source: Sender.failBatch. */
function failAnswered(p: Producer, batch: ProducerBatch, answer: BatchAnswer, effects: ProducerEffect[]): void {
  const why = failureOf(answer);
  const handling = { isOutcomeKnown: batch.attempts < p.config.retries, forget: true };
  const { recordErrors = [] } = answer;
  if (recordErrors.length === 0) return failBatch(p, batch, why, handling, effects);
  const { topic, partition, tags } = batch;
  const blamed = new Map(recordErrors.map(({ batchIndex, message }) => [batchIndex, message]));
  const bystander = {
    error: 'UNKNOWN_SERVER_ERROR' as const,
    exception: 'KafkaException',
    message: 'Failed to append record because it was part of a batch which had one more more invalid records',
  };
  endFailed(p, batch, why.error, handling);
  for (const tagged of tags) {
    const message = blamed.get(tagged.index);
    const exception = recordErrors.length === 1 ? why.exception : 'InvalidRecordException';
    const own = message === undefined ? bystander : { error: why.error, exception, message };
    effects.push({ kind: 'failed', topic, partition, count: 1, ...own, final: true, tags: [tagged] });
  }
  const untold = batch.count - tags.length;
  if (untold > 0) effects.push({ kind: 'failed', topic, partition, count: untold, ...why, final: true, tags: [] });
}

interface Handling {
  /** Its sequence is certainly not in the log. */
  readonly isOutcomeKnown: boolean;
  /** false: a request that carries it is on the way still. */
  readonly forget: boolean;
}

export function failBatch(
  p: Producer,
  batch: ProducerBatch,
  why: Failure,
  handling: Handling,
  effects: ProducerEffect[],
): void {
  const { topic, partition, count } = batch;
  const tags: readonly TaggedRecord[] = batch.tags;
  endFailed(p, batch, why.error, handling);
  effects.push({ kind: 'failed', topic, partition, count, ...why, final: true, tags });
}

function endFailed(p: Producer, batch: ProducerBatch, error: ErrorCode, handling: Handling): void {
  p.failed += batch.count;
  noteFailed(p, batch, error, handling.isOutcomeKnown);
  if (handling.forget) forgetBatch(p, batch);
  else batch.done = true;
}
