import { err, ok, type Result } from '../../base/result.ts';
import { readBatches } from '../record/read-batch.ts';
import type { EpochEntry } from './leader-epoch-cache.ts';
import { segmentFileName } from './log-files.ts';
import type { PartitionLog } from './log-state.ts';
import { hashBatches, type Segment } from './segment.ts';

/** A segment without its batches: what its .log file does not say. */
export interface SegmentManifest {
  readonly baseOffset: number;
  /** Bytes of the .log file that belong to it; the file may be longer. */
  readonly sizeInBytes: number;
  readonly createdAtMs: number;
  readonly lastModifiedMs: number;
  readonly bytesSinceLastIndexEntry: number;
  readonly maxTimestamp: number;
  readonly offsetOfMaxTimestamp: number;
  readonly offsetIndex: readonly number[];
  readonly timeIndex: readonly number[];
}

/** A log as a saved run names it: files and lengths, not bytes. With the files it gives the very same log again. */
export interface LogManifest {
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  readonly segments: readonly SegmentManifest[];
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly recoveryPoint: number;
  readonly leaderEpochs: readonly EpochEntry[];
}

export function logManifest(log: PartitionLog): LogManifest {
  return {
    topic: log.topic,
    partition: log.partition,
    topicId: log.topicId,
    segments: log.segments.map((segment) => ({
      baseOffset: segment.baseOffset,
      sizeInBytes: segment.sizeInBytes,
      createdAtMs: segment.createdAtMs,
      lastModifiedMs: segment.lastModifiedMs,
      bytesSinceLastIndexEntry: segment.bytesSinceLastIndexEntry,
      maxTimestamp: segment.maxTimestamp,
      offsetOfMaxTimestamp: segment.offsetOfMaxTimestamp,
      offsetIndex: segment.offsetIndex.slice(0, 2 * segment.offsetIndexLength),
      timeIndex: segment.timeIndex.slice(0, 2 * segment.timeIndexLength),
    })),
    logStartOffset: log.logStartOffset,
    logEndOffset: log.logEndOffset,
    recoveryPoint: log.recoveryPoint,
    leaderEpochs: [...log.leaderEpochs],
  };
}

function restoreSegment(manifest: SegmentManifest, file: Uint8Array | undefined): Result<Segment, string> {
  const name = segmentFileName(manifest.baseOffset, '.log');
  if (file === undefined || file.length < manifest.sizeInBytes) {
    return err(`${name} has ${file?.length ?? 0} of ${manifest.sizeInBytes} bytes`);
  }
  const read = readBatches(file.subarray(0, manifest.sizeInBytes));
  if (read.error !== null) return err(`${name} at byte ${read.error.position}: ${read.error.message}`);
  const segment: Segment = {
    baseOffset: manifest.baseOffset,
    batches: read.batches,
    length: read.batches.length,
    sizeInBytes: manifest.sizeInBytes,
    maxTimestamp: manifest.maxTimestamp,
    offsetOfMaxTimestamp: manifest.offsetOfMaxTimestamp,
    firstBatchTimestamp: read.batches[0]?.maxTimestamp ?? -1,
    createdAtMs: manifest.createdAtMs,
    lastModifiedMs: manifest.lastModifiedMs,
    bytesSinceLastIndexEntry: manifest.bytesSinceLastIndexEntry,
    offsetIndex: [...manifest.offsetIndex],
    offsetIndexLength: manifest.offsetIndex.length / 2,
    timeIndex: [...manifest.timeIndex],
    timeIndexLength: manifest.timeIndex.length / 2,
    contentHash: hashBatches(manifest.baseOffset, manifest.createdAtMs, read.batches),
  };
  return ok(segment);
}

/**
 * The log that was saved, not a recovery: same hash, same future. The error says which file does not hold what the
 * manifest promises (too short, or a CRC that fails); then the broker has to recover its directory as Kafka does.
 */
export function restoreLog(
  manifest: LogManifest,
  files: ReadonlyMap<string, Uint8Array>,
  cow: number,
): Result<PartitionLog, string> {
  const segments: Segment[] = [];
  for (const saved of manifest.segments) {
    const segment = restoreSegment(saved, files.get(segmentFileName(saved.baseOffset, '.log')));
    if (!segment.ok) return segment;
    segments.push(segment.value);
  }
  return ok({ ...manifest, cow, segments, leaderEpochs: [...manifest.leaderEpochs] });
}
