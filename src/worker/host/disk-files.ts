import { encodeUtf8 } from '../../base/utf8.ts';
import { formatPartitionMetadata } from '../../kafka/log/files/partition-metadata-file.ts';
import { encodeTransactionIndex } from '../../kafka/log/files/transaction-index-file.ts';
import {
  epochCheckpointText,
  LEADER_EPOCH_CHECKPOINT,
  PARTITION_METADATA,
  segmentFileName,
} from '../../kafka/log/log-files.ts';
import { offsetIndexBytes } from '../../kafka/log/offset-index.ts';
import type { PartitionLog, Segment } from '../../kafka/log/partition-log.ts';
import { timeIndexBytes } from '../../kafka/log/time-index.ts';

/**
 * A file as it should stand in storage. A `small` one is written as a whole when `source` (which is never written in
 * place) is another object or `length` (how much of it counts) is another number.
 */
export type DiskFile =
  | { readonly kind: 'segment'; readonly path: string; readonly segment: Segment }
  | {
      readonly kind: 'small';
      readonly path: string;
      readonly source: object | string;
      readonly length: number;
      readonly bytes: () => Uint8Array;
    };

/** A node's log directory: `broker-1/orders-0`, `controller-100/__cluster_metadata-0`. */
export function logDirectory(node: number, dedicated: readonly number[], topic: string, partition: number): string {
  return `${dedicated.includes(node) ? 'controller' : 'broker'}-${node}/${topic}-${partition}`;
}

export function segmentPath(directory: string, baseOffset: number): string {
  return `${directory}/${segmentFileName(baseOffset, '.log')}`;
}

/** The files of one log. Indexes and a checkpoint without an entry are left out: there are no bytes to keep. */
export function filesOfLog(directory: string, log: PartitionLog): DiskFile[] {
  const files = log.segments.flatMap((segment) => filesOfSegment(directory, segment));
  if (log.epochsWritten) {
    files.push({
      kind: 'small',
      path: `${directory}/${LEADER_EPOCH_CHECKPOINT}`,
      source: log.leaderEpochs,
      length: log.leaderEpochs.length,
      bytes: () => encodeUtf8(epochCheckpointText(log)),
    });
  }
  for (const { offset, bytes } of log.producerState.snapshots) {
    files.push({
      kind: 'small',
      path: `${directory}/${segmentFileName(offset, '.snapshot')}`,
      source: bytes,
      length: bytes.length,
      bytes: () => bytes,
    });
  }
  if (log.topicId !== '') {
    files.push({
      kind: 'small',
      path: `${directory}/${PARTITION_METADATA}`,
      source: log.topicId,
      length: log.topicId.length,
      bytes: () => encodeUtf8(formatPartitionMetadata(log.topicId)),
    });
  }
  return files;
}

function filesOfSegment(directory: string, segment: Segment): DiskFile[] {
  const { baseOffset, offsetIndex, offsetIndexLength, timeIndex, timeIndexLength } = segment;
  const files: DiskFile[] = [{ kind: 'segment', path: segmentPath(directory, baseOffset), segment }];
  if (offsetIndexLength > 0) {
    files.push({
      kind: 'small',
      path: `${directory}/${segmentFileName(baseOffset, '.index')}`,
      source: offsetIndex,
      length: offsetIndexLength,
      bytes: () => offsetIndexBytes(offsetIndex, offsetIndexLength, baseOffset),
    });
  }
  if (timeIndexLength > 0) {
    files.push({
      kind: 'small',
      path: `${directory}/${segmentFileName(baseOffset, '.timeindex')}`,
      source: timeIndex,
      length: timeIndexLength,
      bytes: () => timeIndexBytes(timeIndex, timeIndexLength, baseOffset),
    });
  }
  const { abortedTxns } = segment;
  if (abortedTxns !== null && abortedTxns.length > 0) {
    files.push({
      kind: 'small',
      path: `${directory}/${segmentFileName(baseOffset, '.txnindex')}`,
      source: abortedTxns,
      length: abortedTxns.length,
      bytes: () => encodeTransactionIndex(abortedTxns),
    });
  }
  return files;
}
