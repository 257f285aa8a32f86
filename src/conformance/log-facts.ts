import { hex } from '../base/bytes.ts';
import { segmentBytes } from '../kafka/log/log-files.ts';
import {
  activeSegment,
  firstOffsetOf,
  firstSeqOf,
  lastStableOffset,
  logFiles,
  type PartitionLog,
  type Segment,
} from '../kafka/log/partition-log.ts';

/** Names of the files in the directory, sorted; files that wait for their deletion are there. */
export function fileNames(log: PartitionLog, others: readonly string[] = []): string[] {
  const names = [...logFiles(log), ...log.deletedFiles].map((file) => file.name);
  return [...new Set([...names, ...others])].sort((a, b) => (a < b ? -1 : 1));
}

/** `state` of the suites segments and recovery. */
export function stateOf(log: PartitionLog, highWatermark: number, otherFiles: readonly string[] = []): object {
  return {
    logStartOffset: log.logStartOffset,
    logEndOffset: log.logEndOffset,
    highWatermark,
    lastStableOffset: lastStableOffset(log, highWatermark),
    recoveryPoint: log.recoveryPoint,
    activeBase: activeSegment(log).baseOffset,
    segments: log.segments.map((segment) => ({
      baseOffset: segment.baseOffset,
      size: segment.sizeInBytes,
      largestTimestamp: segment.maxTimestamp < 0 ? null : segment.maxTimestamp,
    })),
    leaderEpochs: log.leaderEpochs.map((entry) => [entry.epoch, entry.startOffset]),
    files: fileNames(log, otherFiles),
  };
}

function pairs(flat: readonly number[], count: number): number[][] {
  return Array.from({ length: count }, (_, i) => flat.slice(2 * i, 2 * i + 2));
}

export function segmentFacts(segment: Segment): object {
  return {
    baseOffset: segment.baseOffset,
    log: hex(segmentBytes(segment)),
    offsetIndex: pairs(segment.offsetIndex, segment.offsetIndexLength),
    timeIndex: pairs(segment.timeIndex, segment.timeIndexLength),
    abortedTxns: (segment.abortedTxns ?? []).map((txn) => [
      txn.producerId,
      txn.firstOffset,
      txn.lastOffset,
      txn.lastStableOffset,
    ]),
  };
}

/** Producers by id. */
export function producerFacts(log: PartitionLog): object[] {
  const entries = [...log.producerState.producers.values()].sort((a, b) => a.producerId - b.producerId);
  return entries.map((entry) => ({
    producerId: entry.producerId,
    producerEpoch: entry.producerEpoch,
    coordinatorEpoch: entry.coordinatorEpoch,
    currentTxnFirstOffset: entry.currentTxnFirstOffset,
    lastTimestamp: entry.lastTimestamp,
    batches: entry.batches.map((batch) => ({
      firstSeq: firstSeqOf(batch),
      lastSeq: batch.lastSeq,
      firstOffset: firstOffsetOf(batch),
      lastOffset: batch.lastOffset,
    })),
  }));
}
