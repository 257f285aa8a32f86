import { assert, unreachable } from '../base/assert.ts';
import {
  activeSegment,
  appendAsLeader,
  appendBatchesAsFollower,
  assignEpoch,
  copyLog,
  createLog,
  defaultLogConfig,
  deleteOldSegments,
  endOffsetForEpoch,
  fileBytes,
  flushLog,
  incrementLogStartOffset,
  type LogConfig,
  logFiles,
  offsetForTimestamp,
  openLog,
  type PartitionLog,
  readLog,
  rollLog,
  truncateFullyAndStartAt,
  truncateTo,
} from '../kafka/log/partition-log.ts';
import { type BatchSpec, encodeSpec } from './batch-spec.ts';

/** The steps of a recorded log that depend on nothing but the log (producers and transactions are left out). */
export type LogStep =
  | {
      readonly op: 'append';
      readonly epoch: number;
      readonly origin: 'client' | 'coordinator' | 'replication';
      readonly batches: readonly BatchSpec[];
    }
  | { readonly op: 'sleep'; readonly ms: number }
  | { readonly op: 'highWatermark' | 'deleteOldSegments' | 'roll' | 'flush' }
  | { readonly op: 'truncateTo' | 'incrementLogStart'; readonly offset: number }
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

export interface LogCase {
  readonly in: {
    readonly config: Readonly<Record<string, string | number>>;
    readonly now: number;
    readonly ops: readonly LogStep[];
  };
  readonly out: {
    readonly steps: readonly {
      readonly result: unknown;
      readonly error: unknown;
      readonly state: { readonly highWatermark: number; readonly lastStableOffset: number };
    }[];
  };
}

export interface PlayedStep {
  /** undefined: the step has no answer of the log's own. */
  readonly result: unknown;
  readonly error: boolean;
  readonly state: object;
}

interface Player {
  readonly config: LogConfig;
  readonly flushMessages: number;
  log: PartitionLog;
  nowMs: number;
  /** The log knows neither; both are as they were recorded after the step before. */
  highWatermark: number;
  lastStableOffset: number;
}

const FAILED = Symbol('failed');

function toConfig(config: LogCase['in']['config']): LogConfig {
  const number = (key: string, otherwise: number): number => Number(config[key] ?? otherwise);
  const policies = String(config['cleanup.policy'] ?? 'delete').split(',');
  return {
    ...defaultLogConfig,
    segmentBytes: number('segment.bytes', defaultLogConfig.segmentBytes),
    segmentMs: number('segment.ms', defaultLogConfig.segmentMs),
    segmentIndexBytes: number('segment.index.bytes', defaultLogConfig.segmentIndexBytes),
    indexIntervalBytes: number('index.interval.bytes', defaultLogConfig.indexIntervalBytes),
    retentionMs: number('retention.ms', defaultLogConfig.retentionMs),
    retentionBytes: number('retention.bytes', defaultLogConfig.retentionBytes),
    maxCompactionLagMs: number('max.compaction.lag.ms', defaultLogConfig.maxCompactionLagMs),
    messageTimestampType: config['message.timestamp.type'] === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime',
    cleanupPolicy: (['delete', 'compact'] as const).filter((policy) => policies.includes(policy)),
  };
}

function append(p: Player, step: LogStep & { op: 'append' }): unknown {
  const batches = step.batches.map(encodeSpec);
  const { log, config, nowMs } = p;
  let logAppendTime = -1;
  const maxTimestamps: number[] = [];
  const firstOffset = step.origin === 'replication' ? batches[0]?.baseOffset : log.logEndOffset;
  if (step.origin === 'replication') {
    if ((firstOffset ?? 0) < log.logEndOffset) return FAILED;
    appendBatchesAsFollower(log, batches, nowMs, config);
    maxTimestamps.push(...batches.map((batch) => batch.maxTimestamp));
  } else {
    const origin = step.origin === 'client' ? 'CLIENT' : 'COORDINATOR';
    for (const batch of batches) {
      const appended = appendAsLeader(log, batch, step.epoch, nowMs, config, origin);
      if (!appended.ok) return FAILED;
      logAppendTime = appended.value.logAppendTime;
      maxTimestamps.push(appended.value.batch.maxTimestamp);
    }
  }
  // flush.messages belongs to the broker, not to the log.
  if (log.logEndOffset - log.recoveryPoint >= p.flushMessages) flushLog(log);
  return { firstOffset, lastOffset: log.logEndOffset - 1, maxTimestamp: Math.max(...maxTimestamps), logAppendTime };
}

function read(p: Player, step: LogStep & { op: 'read' }): unknown {
  const bounds = {
    LOG_END: p.log.logEndOffset,
    HIGH_WATERMARK: p.highWatermark,
    TXN_COMMITTED: p.lastStableOffset,
  };
  const answer = readLog(p.log, step.offset, step.maxBytes, bounds[step.isolation], step.minOneMessage);
  if (answer === 'OFFSET_OUT_OF_RANGE') return FAILED;
  return { sizeInBytes: answer.sizeInBytes, batches: answer.batches.map((b) => [b.baseOffset, b.lastOffset]) };
}

function reopen(p: Player, clean: boolean): void {
  if (clean) flushLog(p.log);
  const files = new Map(logFiles(p.log).map(({ name }) => [name, fileBytes(p.log, name) ?? new Uint8Array()]));
  const { topic, partition, topicId, cow, logStartOffset, recoveryPoint } = p.log;
  const directory = { topic, partition, topicId, cow, logStartOffset, recoveryPoint, files };
  const opened = openLog({ ...directory, config: p.config, nowMs: p.nowMs, hadCleanShutdown: clean });
  assert(opened.report.cut === null, 'an undamaged log is read whole');
  p.log = opened.log;
}

function act(p: Player, step: LogStep): unknown {
  const { log, config, nowMs, highWatermark } = p;
  switch (step.op) {
    case 'append':
      return append(p, step);
    case 'sleep':
      p.nowMs += step.ms;
      return undefined;
    case 'highWatermark':
      return undefined;
    case 'flush':
      return flushLog(log);
    case 'roll':
      return { baseOffset: rollLog(log, nowMs).baseOffset };
    case 'deleteOldSegments':
      return { deleted: deleteOldSegments(log, config, nowMs, highWatermark).length };
    case 'truncateTo':
      return { truncated: truncateTo(log, step.offset, nowMs).truncated };
    case 'truncateFullyAndStartAt':
      truncateFullyAndStartAt(log, step.offset, nowMs, step.logStartOffset ?? step.offset);
      return undefined;
    case 'incrementLogStart': {
      const changed = incrementLogStartOffset(log, step.offset, highWatermark);
      return changed.ok ? { changed: changed.value } : FAILED;
    }
    case 'assignEpoch':
      return assignEpoch(log, step.epoch, log.logEndOffset);
    case 'endOffsetForEpoch':
      return endOffsetForEpoch(log, step.epoch) ?? null;
    case 'offsetForTimestamp':
      return offsetForTimestamp(log, step.timestamp);
    case 'read':
      return read(p, step);
    case 'reopen':
      return reopen(p, step.clean);
    default:
      return unreachable(step);
  }
}

function stateOf(log: PartitionLog): object {
  return {
    logStartOffset: log.logStartOffset,
    logEndOffset: log.logEndOffset,
    recoveryPoint: log.recoveryPoint,
    activeBase: activeSegment(log).baseOffset,
    segments: log.segments.map((segment) => ({
      baseOffset: segment.baseOffset,
      size: segment.sizeInBytes,
      largestTimestamp: segment.maxTimestamp < 0 ? null : segment.maxTimestamp,
    })),
    leaderEpochs: log.leaderEpochs.map((entry) => [entry.epoch, entry.startOffset]),
  };
}

/** Plays the steps, each on a copy of the log, as an engine does that takes a checkpoint before every step. */
export function playLog(recorded: LogCase): PlayedStep[] {
  const { config, now, ops } = recorded.in;
  const p: Player = {
    config: toConfig(config),
    flushMessages: Number(config['flush.messages'] ?? Number.MAX_SAFE_INTEGER),
    log: createLog('orders', 0, '', 0, now),
    nowMs: now,
    highWatermark: 0,
    lastStableOffset: 0,
  };
  return ops.map((step, i) => {
    p.log = copyLog(p.log, i + 1);
    const result = act(p, step);
    const state = stateOf(p.log);
    const recordedState = recorded.out.steps[i]?.state;
    p.highWatermark = recordedState?.highWatermark ?? p.highWatermark;
    p.lastStableOffset = recordedState?.lastStableOffset ?? p.lastStableOffset;
    return { result: result === FAILED ? undefined : result, error: result === FAILED, state };
  });
}
