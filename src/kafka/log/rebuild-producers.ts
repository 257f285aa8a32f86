import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import type { LogConfig } from './log-config.ts';
import { type LogException, logException } from './log-exception.ts';
import { appendForProducer, applyProducer, type ProducerAppendInfo, prepareProducer } from './producer-append.ts';
import { hasSnapshots, takeSnapshot, truncateAndReload } from './producer-snapshots.ts';
import { type CompletedTxn, completeTxn, type ProducerState } from './producer-state.ts';

/** What rebuilding needs of a segment: the batches that Kafka would read from `from` on, up to where `to` lies. */
export interface ReadableSegment {
  readonly baseOffset: number;
}

export interface RebuildOptions<S extends ReadableSegment> {
  /** By base offset. */
  readonly segments: readonly S[];
  readonly batchesBetween: (
    segment: S,
    from: number,
    to: number | null,
  ) => Result<readonly RecordBatch[], LogException>;
  readonly logStartOffset: number;
  readonly lastOffset: number;
  readonly hadCleanShutdown: boolean;
  readonly nowMs: number;
  readonly config: LogConfig;
}

/** UnifiedLog.loadProducersFromRecords. */
function loadProducers(state: ProducerState, batches: readonly RecordBatch[]): LogException | null {
  const loaded = new Map<number, ProducerAppendInfo>();
  const completed: CompletedTxn[] = [];
  for (const batch of batches) {
    if (batch.producerId < 0) continue;
    const info = loaded.get(batch.producerId) ?? prepareProducer(state, batch.producerId);
    loaded.set(batch.producerId, info);
    const appended = appendForProducer(info, batch, 'REPLICATION', '', 0);
    if (!appended.ok) return appended.error;
    if (appended.value !== null) completed.push(appended.value);
  }
  for (const info of loaded.values()) applyProducer(state, info);
  for (const txn of completed) {
    if (!completeTxn(state, txn)) return notStarted(txn);
  }
  return null;
}

export function notStarted(txn: CompletedTxn): LogException {
  const message = `Attempted to complete transaction of producer ${txn.producerId} at ${txn.firstOffset} which was not started`;
  return logException('IllegalArgumentException', message);
}

/** LogSegments.values(from, to): from the segment that holds `from`, or the first, to the last that begins below `to`. */
function segmentsBetween<S extends ReadableSegment>(segments: readonly S[], from: number, to: number): readonly S[] {
  if (from === to) return [];
  const floor = segments.findLast((segment) => segment.baseOffset <= from)?.baseOffset ?? -1;
  return segments.filter((segment) => segment.baseOffset >= floor && segment.baseOffset < to);
}

/** Without a single snapshot a cleanly closed log is not read: there were none before snapshots existed. */
function startWithout<S extends ReadableSegment>(state: ProducerState, options: RebuildOptions<S>): void {
  const bases = options.segments.slice(-2).map((segment) => segment.baseOffset);
  for (const offset of [...bases, options.lastOffset]) {
    state.lastMapOffset = offset;
    takeSnapshot(state);
  }
}

/**
 * UnifiedLog.rebuildProducerState: from the newest snapshot, then the batches after it up to `lastOffset`. Takes
 * snapshots at the last two segments and at the end.
 */
export function rebuildProducerState<S extends ReadableSegment>(
  state: ProducerState,
  options: RebuildOptions<S>,
): Result<null, LogException> {
  const { segments, logStartOffset, lastOffset, nowMs, config } = options;
  if (!hasSnapshots(state) && options.hadCleanShutdown) {
    startWithout(state, options);
    return ok(null);
  }
  const wasEmpty =
    state.producers.size === 0 && state.unreplicatedTxns.length === 0 && state.lastMapOffset >= lastOffset;
  truncateAndReload(state, logStartOffset, lastOffset, nowMs, config.producerIdExpirationMs);
  if (lastOffset > state.lastMapOffset && !wasEmpty) {
    const snapshotAt = segments.slice(-2);
    const holdsEnd = segments.findLast((segment) => segment.baseOffset <= lastOffset);
    for (const segment of segmentsBetween(segments, state.lastMapOffset, lastOffset)) {
      const start = Math.max(segment.baseOffset, state.lastMapOffset, logStartOffset);
      state.lastMapOffset = start;
      if (snapshotAt.includes(segment)) takeSnapshot(state);
      const batches = options.batchesBetween(segment, start, segment === holdsEnd ? lastOffset : null);
      const failed = batches.ok ? loadProducers(state, batches.value) : batches.error;
      if (failed !== null) return err(failed);
    }
  }
  state.lastMapOffset = lastOffset;
  takeSnapshot(state);
  return ok(null);
}
