import { assert, unreachable } from '../base/assert.ts';
import { segmentForTimestamp } from '../kafka/log/offset-for-timestamp.ts';
import {
  type AppendError,
  activeSegment,
  appendAsLeader,
  assignEpoch,
  batchStart,
  closeLog,
  copyLog,
  createLog,
  defaultLogConfig,
  deleteDueFiles,
  deleteOldSegments,
  endOffsetForEpoch,
  fileBytes,
  flushLog,
  incrementLogStartOffset,
  type LogConfig,
  type LogException,
  lastStableOffset,
  logFiles,
  offsetForTimestamp,
  onHighWatermarkUpdated,
  type PartitionLog,
  type ProducerError,
  readCommitted,
  readLog,
  removeExpiredProducers,
  rollLog,
  type Segment,
  truncateFullyAndStartAt,
  truncateTo,
  tryAppendAsFollower,
  tryOpenLog,
} from '../kafka/log/partition-log.ts';
import { isCompressionType } from '../kafka/record/compression.ts';
import { type BatchSpec, encodeSpec } from './batch-spec.ts';

/** The steps of a recorded log (see the vectors' README, segments). */
export type LogStep =
  | {
      readonly op: 'append';
      readonly epoch: number;
      readonly origin: 'client' | 'coordinator' | 'replication';
      readonly transactionVersion?: number;
      readonly batches: readonly BatchSpec[];
    }
  | { readonly op: 'sleep'; readonly ms: number }
  | { readonly op: 'deleteOldSegments' | 'roll' | 'flush' }
  | { readonly op: 'highWatermark' | 'truncateTo' | 'incrementLogStart'; readonly offset: number }
  | { readonly op: 'truncateFullyAndStartAt'; readonly offset: number; readonly logStartOffset: number | null }
  | { readonly op: 'assignEpoch' | 'endOffsetForEpoch'; readonly epoch: number }
  | { readonly op: 'offsetForTimestamp'; readonly timestamp: number }
  | {
      readonly op: 'read';
      readonly offset: number;
      readonly maxBytes: number;
      readonly isolation: 'LOG_END' | 'HIGH_WATERMARK' | 'TXN_COMMITTED';
      readonly minOneMessage: boolean;
    }
  | { readonly op: 'reopen'; readonly clean: boolean };

export type TopicConfigs = Readonly<Record<string, string | number>>;

/** One partition's log with what its broker keeps beside it: the high watermark, the clock, the expiry task. */
export interface LogPlayer {
  readonly config: LogConfig;
  log: PartitionLog;
  nowMs: number;
  highWatermark: number;
  /** Kafka looks up the high watermark's place when it is first needed, and takes the batch's first offset then. */
  hasPlace: boolean;
  /** When producers are next looked at for expiry. */
  expiryCheckAtMs: number;
}

export interface PlayedStep {
  /** null: the step failed. */
  readonly result: unknown;
  readonly error: LogException | null;
}

/** producer.id.expiration.check.interval.ms. */
const EXPIRY_CHECK_MS = 600_000;

/** What is not named has Kafka's default. */
export function logConfigOf(config: TopicConfigs): LogConfig {
  const number = (key: string, otherwise: number): number =>
    Math.min(Number(config[key] ?? otherwise), Number.MAX_SAFE_INTEGER);
  const policies = String(config['cleanup.policy'] ?? 'delete').split(',');
  const base = defaultLogConfig;
  return {
    ...base,
    segmentBytes: number('segment.bytes', base.segmentBytes),
    segmentMs: number('segment.ms', base.segmentMs),
    segmentJitterMs: number('segment.jitter.ms', base.segmentJitterMs),
    segmentIndexBytes: number('segment.index.bytes', base.segmentIndexBytes),
    indexIntervalBytes: number('index.interval.bytes', base.indexIntervalBytes),
    retentionMs: number('retention.ms', base.retentionMs),
    retentionBytes: number('retention.bytes', base.retentionBytes),
    maxMessageBytes: number('max.message.bytes', base.maxMessageBytes),
    maxCompactionLagMs: number('max.compaction.lag.ms', base.maxCompactionLagMs),
    messageTimestampBeforeMaxMs: number('message.timestamp.before.max.ms', base.messageTimestampBeforeMaxMs),
    messageTimestampAfterMaxMs: number('message.timestamp.after.max.ms', base.messageTimestampAfterMaxMs),
    fileDeleteDelayMs: number('file.delete.delay.ms', base.fileDeleteDelayMs),
    flushMessages: number('flush.messages', base.flushMessages),
    compression: compressionOf(config),
    messageTimestampType: config['message.timestamp.type'] === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime',
    cleanupPolicy: (['delete', 'compact'] as const).filter((policy) => policies.includes(policy)),
  };
}

const DEFAULT_LEVELS: Readonly<Record<string, number>> = { gzip: -1, lz4: 9, zstd: 3 };

function compressionOf(config: TopicConfigs): LogConfig['compression'] {
  const name = String(config['compression.type'] ?? 'producer');
  if (name === 'producer') return null;
  const type = name === 'uncompressed' ? 'none' : name;
  if (!isCompressionType(type)) throw new Error(`there is no compression ${name}`);
  return { type, level: Number(config[`compression.${type}.level`] ?? DEFAULT_LEVELS[type] ?? 0) };
}

export function createLogPlayer(config: TopicConfigs, nowMs: number): LogPlayer {
  return {
    config: logConfigOf(config),
    log: createLog('orders', 0, '', 0, nowMs),
    nowMs,
    highWatermark: 0,
    hasPlace: false,
    expiryCheckAtMs: nowMs + EXPIRY_CHECK_MS,
  };
}

const exceptions: Readonly<Record<string, string>> = {
  CORRUPT_MESSAGE: 'CorruptRecordException',
  INVALID_RECORD: 'InvalidRecordException',
  INVALID_TIMESTAMP: 'InvalidTimestampException',
  MESSAGE_TOO_LARGE: 'RecordTooLargeException',
  RECORD_LIST_TOO_LARGE: 'RecordBatchTooLargeException',
  OUT_OF_ORDER_SEQUENCE_NUMBER: 'OutOfOrderSequenceException',
  INVALID_PRODUCER_EPOCH: 'InvalidProducerEpochException',
  INVALID_TXN_STATE: 'InvalidTxnStateException',
  TRANSACTION_COORDINATOR_FENCED: 'TransactionCoordinatorFencedException',
};

/** The exception behind an error code; records that are refused one by one have one of their own. */
export function exceptionOf(error: AppendError | ProducerError): LogException {
  const name = error.recordErrors.length > 0 ? 'RecordValidationException' : exceptions[error.code];
  return { class: name ?? error.code, message: error.message };
}

function done(result: unknown): PlayedStep {
  return { result, error: null };
}

function failed(error: LogException): PlayedStep {
  return { result: null, error };
}

function outOfRange(): PlayedStep {
  return failed({ class: 'OffsetOutOfRangeException', message: '' });
}

function appendReplicated(p: LogPlayer, step: LogStep & { op: 'append' }): PlayedStep {
  const batches = step.batches.map(encodeSpec);
  const appended = tryAppendAsFollower(p.log, batches, p.nowMs, p.config);
  if (!appended.ok) return failed(appended.error);
  const maxTimestamp = Math.max(...batches.map((batch) => batch.maxTimestamp));
  const firstOffset = batches[0]?.baseOffset;
  return done({ firstOffset, lastOffset: batches.at(-1)?.lastOffset, maxTimestamp, logAppendTime: -1 });
}

function append(p: LogPlayer, step: LogStep & { op: 'append' }): PlayedStep {
  if (step.origin === 'replication') return appendReplicated(p, step);
  const [spec, ...more] = step.batches;
  assert(spec !== undefined && more.length === 0, 'a leader is given one batch');
  const origin = step.origin === 'client' ? 'CLIENT' : 'COORDINATOR';
  const batch = encodeSpec(spec);
  const appended = appendAsLeader(p.log, batch, step.epoch, p.nowMs, p.config, origin, step.transactionVersion ?? 1);
  if (!appended.ok) return failed(exceptionOf(appended.error));
  const { firstOffset, lastOffset, logAppendTime } = appended.value;
  const maxTimestamp = p.config.messageTimestampType === 'LogAppendTime' ? p.nowMs : batch.maxTimestamp;
  return done({ firstOffset, lastOffset, maxTimestamp, logAppendTime });
}

function setHighWatermark(p: LogPlayer, offset: number): void {
  p.highWatermark = Math.min(Math.max(offset, p.log.logStartOffset), p.log.logEndOffset);
  p.hasPlace = p.highWatermark === p.log.logEndOffset;
  onHighWatermarkUpdated(p.log, p.highWatermark);
}

/** Kafka makes an index file when it first looks into it; a reading log of ours does not change itself for that. */
function lookIntoIndex(segment: Segment | undefined): void {
  if (segment !== undefined) segment.hasOffsetIndexFile = true;
}

/** The segments that a read at `offset` looks into: up to the one that holds it. */
function lookUp(log: PartitionLog, offset: number): void {
  if (offset >= log.logEndOffset) return;
  const first = log.segments.findLastIndex((segment) => segment.baseOffset <= offset);
  for (const segment of first < 0 ? [] : log.segments.slice(first)) {
    lookIntoIndex(segment);
    if (segment.length > 0 && (segment.batches[segment.length - 1]?.lastOffset ?? -1) >= offset) return;
  }
}

/** UnifiedLog.fetchHighWatermarkMetadata. */
function placeHighWatermark(p: LogPlayer): void {
  if (p.hasPlace) return;
  lookUp(p.log, p.highWatermark);
  p.highWatermark = batchStart(p.log, p.highWatermark);
  onHighWatermarkUpdated(p.log, p.highWatermark);
  p.hasPlace = true;
}

/** Background tasks run at their time. */
function sleep(p: LogPlayer, ms: number): void {
  p.nowMs += ms;
  for (; p.expiryCheckAtMs <= p.nowMs; p.expiryCheckAtMs += EXPIRY_CHECK_MS) {
    removeExpiredProducers(p.log, p.expiryCheckAtMs, p.config.producerIdExpirationMs);
  }
  deleteDueFiles(p.log, p.nowMs);
}

function read(p: LogPlayer, step: LogStep & { op: 'read' }): PlayedStep {
  const { log } = p;
  const { offset, maxBytes, minOneMessage, isolation } = step;
  if (offset < log.logStartOffset) return outOfRange();
  if (isolation !== 'LOG_END') placeHighWatermark(p);
  const { highWatermark } = p;
  lookUp(log, offset);
  if (isolation === 'TXN_COMMITTED') {
    const stable = lastStableOffset(log, highWatermark);
    const answer = readCommitted(log, offset, maxBytes, stable, minOneMessage);
    if (answer === 'OFFSET_OUT_OF_RANGE') return outOfRange();
    const batches = answer.batches.map((b) => [b.baseOffset, b.lastOffset]);
    const aborted = answer.aborted?.map((txn) => [txn.producerId, txn.firstOffset]) ?? null;
    return done({ sizeInBytes: answer.sizeInBytes, batches, aborted });
  }
  const bound = isolation === 'LOG_END' ? log.logEndOffset : highWatermark;
  const answer = readLog(log, offset, maxBytes, bound, minOneMessage);
  if (answer === 'OFFSET_OUT_OF_RANGE') return outOfRange();
  const batches = answer.batches.map((b) => [b.baseOffset, b.lastOffset]);
  return done({ sizeInBytes: answer.sizeInBytes, batches, aborted: null });
}

/** Through the bytes of the files; delayed deletions are lost with the process. */
function reopen(p: LogPlayer, clean: boolean): PlayedStep {
  if (clean) closeLog(p.log, p.nowMs);
  const files = new Map(logFiles(p.log).map(({ name }) => [name, fileBytes(p.log, name) ?? new Uint8Array()]));
  for (const { name } of p.log.deletedFiles) files.set(name, new Uint8Array());
  const { topic, partition, topicId, cow, logStartOffset, recoveryPoint } = p.log;
  const { config, nowMs } = p;
  const directory = { topic, partition, topicId, cow, logStartOffset, recoveryPoint, files, config, nowMs };
  const opened = tryOpenLog({ ...directory, hadCleanShutdown: clean });
  if (!opened.ok) return failed(opened.error);
  p.log = opened.value.log;
  p.expiryCheckAtMs = p.nowMs + EXPIRY_CHECK_MS;
  p.highWatermark = p.log.logStartOffset;
  p.hasPlace = false;
  return done({});
}

function roll(p: LogPlayer): PlayedStep {
  const { log, nowMs, config } = p;
  // A follower's refused append can leave an active segment that begins above the log end.
  if (activeSegment(log).baseOffset > log.logEndOffset) return failed({ class: 'KafkaException', message: '' });
  return done({ baseOffset: rollLog(log, nowMs, 0, config.fileDeleteDelayMs).baseOffset });
}

function truncate(p: LogPlayer, offset: number): PlayedStep {
  const { log, nowMs, config } = p;
  const isFull = (log.segments[0]?.baseOffset ?? 0) > offset;
  const { truncated } = truncateTo(log, offset, nowMs, config);
  if (truncated && (isFull || p.highWatermark >= log.logEndOffset)) setHighWatermark(p, log.logEndOffset);
  return done({ truncated });
}

function act(p: LogPlayer, step: LogStep): PlayedStep {
  const { log, config, nowMs, highWatermark } = p;
  switch (step.op) {
    case 'append':
      return append(p, step);
    case 'sleep':
      sleep(p, step.ms);
      return done({ now: p.nowMs });
    case 'highWatermark':
      setHighWatermark(p, step.offset);
      return done({ highWatermark: p.highWatermark });
    case 'flush':
      flushLog(log, log.logEndOffset, nowMs);
      return done({});
    case 'roll':
      return roll(p);
    case 'deleteOldSegments':
      return done({ deleted: deleteOldSegments(log, config, nowMs, highWatermark).length });
    case 'truncateTo':
      return truncate(p, step.offset);
    case 'truncateFullyAndStartAt':
      truncateFullyAndStartAt(log, step.offset, nowMs, step.logStartOffset ?? step.offset, config);
      setHighWatermark(p, log.logEndOffset);
      return done({});
    case 'incrementLogStart': {
      const changed = incrementLogStartOffset(log, step.offset, highWatermark);
      return changed.ok ? done({ changed: changed.value }) : outOfRange();
    }
    case 'assignEpoch':
      assignEpoch(log, step.epoch, log.logEndOffset);
      return done({});
    case 'endOffsetForEpoch':
      return done(endOffsetForEpoch(log, step.epoch) ?? null);
    case 'offsetForTimestamp':
      lookIntoIndex(segmentForTimestamp(log, step.timestamp));
      return done(offsetForTimestamp(log, step.timestamp));
    case 'read':
      return read(p, step);
    case 'reopen':
      return reopen(p, step.clean);
    default:
      return unreachable(step);
  }
}

/** The recorded files bear the time of the machine that recorded them, years after the script's clock. */
const RECORDED_AT_MS = 1_790_000_000_000;

/** Plays the step on a copy of the log, as an engine does that takes a checkpoint before every step. */
export function playStep(p: LogPlayer, step: LogStep): PlayedStep {
  p.log = copyLog(p.log, p.log.cow + 1);
  for (const segment of p.log.segments) segment.lastModifiedMs = RECORDED_AT_MS;
  const isAtEnd = p.highWatermark >= p.log.logEndOffset;
  const { baseOffset } = activeSegment(p.log);
  const played = act(p, step);
  // A roll looks up the place of a high watermark at the log end.
  const hasRolled = step.op === 'roll' || activeSegment(p.log).baseOffset > baseOffset;
  if (hasRolled && isAtEnd && step.op !== 'reopen') p.hasPlace = true;
  return played;
}
