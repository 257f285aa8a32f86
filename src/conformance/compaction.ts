import { hex } from '../base/bytes.ts';
import { cleanLog } from '../kafka/log/cleaner/clean-log.ts';
import { cleanableOffsets } from '../kafka/log/cleaner/cleanable-offsets.ts';
import { isDirtyEnough, logToClean } from '../kafka/log/cleaner/log-to-clean.ts';
import { segmentBytes, segmentFileName } from '../kafka/log/log-files.ts';
import {
  copyLog,
  defaultLogConfig,
  type LogConfig,
  lastStableOffset,
  type PartitionLog,
  type Segment,
} from '../kafka/log/partition-log.ts';
import {
  deleteHorizonMs,
  isControlBatch,
  isTransactional,
  type RecordBatch,
  readRecords,
} from '../kafka/record/record-batch.ts';
import { fileNames } from './log-facts.ts';
import {
  createLogPlayer,
  type LogPlayer,
  type LogStep,
  logConfigOf,
  playStep,
  type TopicConfigs,
} from './log-steps.ts';
import { defineSuite } from './suite.ts';

interface CleanStep {
  readonly op: 'clean';
  readonly force: boolean;
  readonly mapSlots: number;
}

interface Input {
  readonly config: TopicConfigs;
  readonly now: number;
  readonly ops: readonly (LogStep | CleanStep)[];
}

/** What the cleaner's checkpoint says of the log; null when nothing. */
interface Cleaner {
  checkpoint: number | null;
}

/** The recorded files bear the times of the machine that recorded them, far behind the script's clock. */
const fileTimeMs = Number.MAX_SAFE_INTEGER;

function cleanerConfigOf(config: TopicConfigs): LogConfig {
  const number = (key: string, otherwise: number): number => Number(config[key] ?? otherwise);
  const base = defaultLogConfig;
  return {
    ...logConfigOf(config),
    minCleanableDirtyRatio: number('min.cleanable.dirty.ratio', base.minCleanableDirtyRatio),
    minCompactionLagMs: number('min.compaction.lag.ms', base.minCompactionLagMs),
    maxCompactionLagMs: number('max.compaction.lag.ms', base.maxCompactionLagMs),
    deleteRetentionMs: number('delete.retention.ms', base.deleteRetentionMs),
  };
}

function stampFiles(p: LogPlayer): void {
  p.log.segments = p.log.segments.map((segment) => ({ ...segment, lastModifiedMs: fileTimeMs }));
}

/** One turn of the cleaner. */
function clean(p: LogPlayer, cleaner: Cleaner, { force, mapSlots }: CleanStep): object {
  p.log = copyLog(p.log, p.log.cow + 1);
  const { log, nowMs, config } = p;
  const { checkpoint } = cleaner;
  const offsets = cleanableOffsets(log, checkpoint, lastStableOffset(log, p.highWatermark), nowMs, config);
  if (offsets.forceUpdateCheckpoint) cleaner.checkpoint = offsets.firstDirtyOffset;
  const toClean = logToClean(log, offsets, nowMs, config);
  const selected = isDirtyEnough(toClean, config);
  const cleaned = selected || (force && toClean.cleanableBytes > 0);
  const facts = {
    checkpoint,
    firstDirtyOffset: offsets.firstDirtyOffset,
    firstUncleanableOffset: offsets.firstUncleanableOffset,
    roundedUncleanableOffset: toClean.firstUncleanableOffset,
    cleanBytes: toClean.cleanBytes,
    cleanableBytes: toClean.cleanableBytes,
    cleanableRatio: Number.isNaN(toClean.cleanableRatio) ? null : toClean.cleanableRatio,
    selected,
    cleaned,
  };
  if (!cleaned) return facts;
  const { nextDirtyOffset } = cleanLog(log, toClean, mapSlots, nowMs, config);
  cleaner.checkpoint = nextDirtyOffset;
  return { ...facts, nextDirtyOffset };
}

const hexOrNull = (bytes: Uint8Array | null): string | null => (bytes === null ? null : hex(bytes));

function batchFacts(batch: RecordBatch): object {
  return {
    baseOffset: batch.baseOffset,
    lastOffset: batch.lastOffset,
    count: batch.count,
    deleteHorizonMs: deleteHorizonMs(batch),
    producerId: batch.producerId,
    baseSequence: batch.baseSequence,
    isTransactional: isTransactional(batch),
    isControlBatch: isControlBatch(batch),
    maxTimestamp: batch.maxTimestamp,
    records: readRecords(batch).map(({ offset, key, value }) => [offset, hexOrNull(key), hexOrNull(value)]),
  };
}

function segmentFacts(segment: Segment): object {
  return {
    baseOffset: segment.baseOffset,
    size: segment.sizeInBytes,
    batches: segment.batches.slice(0, segment.length).map(batchFacts),
    abortedTxns: (segment.abortedTxns ?? []).map((txn) => [
      txn.producerId,
      txn.firstOffset,
      txn.lastOffset,
      txn.lastStableOffset,
    ]),
    bytes: hex(segmentBytes(segment)),
  };
}

/** Kafka makes both indexes when it first looks into them. In these recordings nothing looks at a time index alone. */
function recordedFiles(log: PartitionLog): string[] {
  const untouched = log.segments.filter((segment) => !segment.hasOffsetIndexFile);
  const missing = new Set(untouched.map(({ baseOffset }) => segmentFileName(baseOffset, '.timeindex')));
  return fileNames(log).filter((name) => !missing.has(name));
}

function logFacts({ log, highWatermark }: LogPlayer): object {
  return {
    logStartOffset: log.logStartOffset,
    logEndOffset: log.logEndOffset,
    lastStableOffset: lastStableOffset(log, highWatermark),
    segments: log.segments.map(segmentFacts),
    files: recordedFiles(log),
  };
}

export const compactionSuite = defineSuite<Input>('compaction', ({ config, now, ops }) => {
  const player: LogPlayer = { ...createLogPlayer(config, now), config: cleanerConfigOf(config) };
  const cleaner: Cleaner = { checkpoint: null };
  const steps = ops.map((step) => {
    stampFiles(player);
    if (step.op !== 'clean') return playStep(player, step);
    return { result: clean(player, cleaner, step), error: null, log: logFacts(player) };
  });
  return { steps };
});
