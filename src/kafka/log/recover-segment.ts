import type { RecordBatch } from '../record/batch-format.ts';
import { noteAborted } from './append-producers.ts';
import { invalidity, scanBatches } from './file-batches.ts';
import { assignEntry, type EpochEntries } from './leader-epoch-cache.ts';
import type { LogConfig } from './log-config.ts';
import { type LogException, logException } from './log-exception.ts';
import { isOffsetIndexFull } from './offset-index.ts';
import { appendForProducer, applyProducer, prepareProducer } from './producer-append.ts';
import { completeTxn, type ProducerState, stableOffsetAfter } from './producer-state.ts';
import { notStarted } from './rebuild-producers.ts';
import { addTimeIndexEntry, appendToSegment, bytesOfBatches, createSegment, type Segment } from './segment.ts';
import { segmentFileName } from './segment-file-name.ts';
import { LogLoadError, readNextOffset } from './segment-lookup.ts';
import { isTimeIndexFull } from './time-index.ts';

export interface RecoveredSegment {
  readonly segment: Segment;
  readonly truncatedBytes: number;
  /** Why reading ended before the end of the file; null when it did not, or when the file just ends inside a batch. */
  readonly found: LogException | null;
  readonly epochs: EpochEntries;
}

function fail(name: string, message: string): never {
  throw new LogLoadError(logException(name, message));
}

function indexOf(segment: Segment): Pick<Segment, 'offsetIndex' | 'offsetIndexLength'> {
  const { offsetIndex, offsetIndexLength } = segment;
  return { offsetIndex, offsetIndexLength };
}

/**
 * An offset that an index entry of four bytes cannot hold: Kafka would split the segment (LocalLog.splitOverflowedSegment)
 * if its last offset does not fit either. Only a broker of long ago has written such a segment; it is not split here.
 */
function failOverflow(segment: Segment): never {
  const last = readNextOffset(segment) - 1;
  const file = segmentFileName(segment.baseOffset, '.log');
  if (last < segment.baseOffset || last - segment.baseOffset <= 0x7fffffff) {
    const what = 'Split operation is only permitted for segments with overflow';
    fail('IllegalArgumentException', `${what}, and the problem path is ${file}`);
  }
  fail('LogSegmentOffsetOverflowException', `Detected offset overflow at offset ${last} in segment ${file}`);
}

/** What OffsetIndex.append and TimeIndex.maybeAppend refuse. */
function checkIndexes(segment: Segment, batch: RecordBatch, config: LogConfig): void {
  const { offsetIndex, offsetIndexLength: entries, timeIndexLength } = segment;
  if (isOffsetIndexFull(entries, config.segmentIndexBytes)) {
    fail('IllegalArgumentException', `Attempt to append to a full index (size = ${entries}).`);
  }
  const last = offsetIndex[2 * entries - 2];
  if (last !== undefined && batch.lastOffset <= last) {
    fail('InvalidOffsetException', `Attempt to append an offset ${batch.lastOffset} no larger than the last ${last}`);
  }
  if (isTimeIndexFull(timeIndexLength, config.segmentIndexBytes)) {
    fail('IllegalArgumentException', `Attempt to append to a full time index (size = ${timeIndexLength}).`);
  }
  checkTimedOffset(
    segment,
    batch.maxTimestamp > segment.maxTimestamp ? batch.lastOffset : segment.offsetOfMaxTimestamp,
  );
}

function checkTimedOffset(segment: Segment, offset: number): void {
  const last = segment.timeIndex[2 * segment.timeIndexLength - 1];
  if (last === undefined || offset >= last) return;
  fail('InvalidOffsetException', `Attempt to append an offset (${offset}) no larger than the last (${last})`);
}

/** LogSegment.updateProducerState: what it throws, or null. */
function updateProducers(state: ProducerState, segment: Segment, batch: RecordBatch): LogException | null {
  if (batch.producerId >= 0) {
    const info = prepareProducer(state, batch.producerId);
    const appended = appendForProducer(info, batch, 'REPLICATION', '', -1);
    if (!appended.ok) return appended.error;
    applyProducer(state, info);
    const txn = appended.value;
    if (txn !== null) {
      noteAborted(segment, txn, stableOffsetAfter(state, txn));
      if (!completeTxn(state, txn)) return notStarted(txn);
    }
  }
  state.lastMapOffset = batch.lastOffset + 1;
  return null;
}

function assignNewer(epochs: EpochEntries, batch: RecordBatch): EpochEntries {
  const { partitionLeaderEpoch: epoch } = batch;
  return epoch >= 0 && epoch > (epochs.at(-1)?.epoch ?? -1) ? assignEntry(epochs, epoch, batch.baseOffset) : epochs;
}

/**
 * LogSegment.recover: indexes, epochs and producers made anew from the batches, up to the first that is not valid; the
 * rest of the file goes. `trusted`: the bytes are our own, and nobody can have changed them.
 * @throws LogLoadError what Kafka does not catch here
 */
export function recoverSegment(
  found: Segment,
  state: ProducerState,
  before: EpochEntries,
  config: LogConfig,
  nowMs: number,
  trusted: boolean,
): RecoveredSegment {
  const segment = createSegment(found.baseOffset, found.length === 0 ? nowMs : found.createdAtMs);
  segment.hasOffsetIndexFile = true;
  segment.abortedTxns = found.abortedTxns === null ? null : [];
  let epochs = before;
  let stopped: LogException | null = null;
  for (let i = 0; i < found.length && stopped === null; i++) {
    const batch = found.batches[i] as RecordBatch;
    stopped = trusted ? null : invalidity(batch);
    if (stopped !== null) break;
    const relative = batch.lastOffset - found.baseOffset;
    if (relative < 0 || relative > 0x7fffffff) failOverflow({ ...found, ...indexOf(segment) });
    if (segment.bytesSinceLastIndexEntry > config.indexIntervalBytes) checkIndexes(segment, batch, config);
    appendToSegment(segment, batch, nowMs, config.indexIntervalBytes);
    epochs = assignNewer(epochs, batch);
    stopped = updateProducers(state, segment, batch);
    if (stopped !== null && stopped.class !== 'InvalidRecordException') throw new LogLoadError(stopped);
  }
  if (stopped === null && found.trailingBytes !== null) stopped = scanBatches(found.trailingBytes).error;
  const truncatedBytes = found.sizeInBytes - bytesOfBatches(segment);
  if (truncatedBytes === 0) segment.lastModifiedMs = found.lastModifiedMs;
  checkTimedOffset(segment, segment.offsetOfMaxTimestamp);
  addTimeIndexEntry(segment);
  segment.bytesSinceLastIndexEntry = 0;
  return { segment, truncatedBytes, found: stopped, epochs };
}
