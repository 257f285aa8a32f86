import { assert } from '../../../base/assert.ts';
import type { RecordBatch } from '../../record/record-batch.ts';
import { lastStableOffset, type PartitionLog, type Segment } from '../partition-log.ts';

export function batchesOf(log: PartitionLog): RecordBatch[] {
  return log.segments.flatMap((segment) => segment.batches.slice(0, segment.length));
}

/** Batches in the order of their offsets, in segments in the order of their bases. */
function checkOrder(log: PartitionLog): void {
  let next = 0;
  for (const segment of log.segments) {
    assert(segment.baseOffset >= next, `segment ${segment.baseOffset} begins below ${next}`);
    next = segment.baseOffset;
    let sizeInBytes = 0;
    for (const batch of segment.batches.slice(0, segment.length)) {
      assert(batch.baseOffset >= next && batch.lastOffset >= batch.baseOffset, `batch ${batch.baseOffset}`);
      next = batch.lastOffset + 1;
      sizeInBytes += batch.sizeInBytes;
    }
    assert(segment.sizeInBytes === sizeInBytes, `size of segment ${segment.baseOffset}`);
  }
  assert(log.logEndOffset >= next, `the log ends at ${log.logEndOffset}, its last batch at ${next}`);
}

function checkOffsets(log: PartitionLog, highWatermark: number): void {
  const { logStartOffset, logEndOffset, recoveryPoint, durableOffset } = log;
  assert(logStartOffset <= highWatermark && highWatermark <= logEndOffset, `high watermark ${highWatermark}`);
  assert(recoveryPoint <= logEndOffset && durableOffset <= logEndOffset, 'more is flushed than was written');
  assert(lastStableOffset(log, highWatermark) <= highWatermark, 'the last stable offset lies above the high watermark');
}

function checkEpochs(log: PartitionLog): void {
  for (const [i, entry] of log.leaderEpochs.entries()) {
    const before = log.leaderEpochs[i - 1];
    assert(before === undefined || (before.epoch < entry.epoch && before.startOffset < entry.startOffset), 'epochs');
    assert(entry.startOffset <= log.logEndOffset, `epoch ${entry.epoch} begins above the log end`);
  }
  for (const batch of batchesOf(log)) {
    if (batch.lastOffset < log.logStartOffset) continue;
    const at = Math.max(batch.baseOffset, log.logStartOffset);
    const entry = log.leaderEpochs.findLast(({ startOffset }) => startOffset <= at);
    assert(entry?.epoch === batch.partitionLeaderEpoch, `epoch of batch ${batch.baseOffset}`);
  }
}

function checkIndexes(segment: Segment): void {
  const positions = new Map<number, number>();
  let position = 0;
  for (const batch of segment.batches.slice(0, segment.length)) {
    positions.set(position, batch.lastOffset);
    position += batch.sizeInBytes;
  }
  const { offsetIndex, offsetIndexLength, timeIndex, timeIndexLength } = segment;
  for (let i = 0; i < offsetIndexLength; i++) {
    const [offset, at] = [offsetIndex[2 * i] as number, offsetIndex[2 * i + 1] as number];
    assert(positions.get(at) === offset, `offset index entry ${offset} points at ${at}`);
    assert(i === 0 || (offsetIndex[2 * i - 2] as number) < offset, 'offset index entries grow');
  }
  for (let i = 1; i < timeIndexLength; i++) {
    assert((timeIndex[2 * i - 2] as number) < (timeIndex[2 * i] as number), 'timestamps of the time index grow');
    assert(
      (timeIndex[2 * i - 1] as number) <= (timeIndex[2 * i + 1] as number),
      'offsets of the time index do not fall',
    );
  }
}

/** What holds of a log at any time, whatever was done with it. */
export function checkLog(log: PartitionLog, highWatermark: number): void {
  checkOrder(log);
  checkOffsets(log, highWatermark);
  checkEpochs(log);
  for (const segment of log.segments) checkIndexes(segment);
}
