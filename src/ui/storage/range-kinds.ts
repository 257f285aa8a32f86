import type { RangeName } from '../../worker/protocol/disk.ts';

/** Kinds of fields that share a colour. */
export type RangeKind = 'offset' | 'length' | 'check' | 'time' | 'producer' | 'data' | 'none' | 'bad';

const kinds: Readonly<Record<RangeName, RangeKind>> = {
  baseOffset: 'offset',
  batchLength: 'length',
  partitionLeaderEpoch: 'producer',
  magic: 'check',
  crc: 'check',
  attributes: 'check',
  lastOffsetDelta: 'offset',
  baseTimestamp: 'time',
  maxTimestamp: 'time',
  producerId: 'producer',
  producerEpoch: 'producer',
  baseSequence: 'producer',
  recordsCount: 'length',
  recordLength: 'length',
  recordAttributes: 'check',
  timestampDelta: 'time',
  offsetDelta: 'offset',
  keyLength: 'length',
  key: 'data',
  valueLength: 'length',
  value: 'data',
  headersCount: 'length',
  headerKeyLength: 'length',
  headerKey: 'data',
  headerValueLength: 'length',
  headerValue: 'data',
  compressedRecords: 'data',
  malformed: 'bad',
  olderFormat: 'none',
  tail: 'bad',
  relativeOffset: 'offset',
  physicalPosition: 'length',
  indexTimestamp: 'time',
  timeRelativeOffset: 'offset',
  unusedEntry: 'none',
  txnVersion: 'check',
  txnProducerId: 'producer',
  txnFirstOffset: 'offset',
  txnLastOffset: 'offset',
  txnLastStableOffset: 'offset',
  snapshotVersion: 'check',
  snapshotCrc: 'check',
  snapshotCount: 'length',
  snapshotProducerId: 'producer',
  snapshotProducerEpoch: 'producer',
  snapshotLastSequence: 'producer',
  snapshotLastOffset: 'offset',
  snapshotOffsetDelta: 'offset',
  snapshotTimestamp: 'time',
  snapshotCoordinatorEpoch: 'producer',
  snapshotTxnFirstOffset: 'offset',
  checkpointVersion: 'check',
  checkpointCount: 'length',
  epoch: 'producer',
  startOffset: 'offset',
  topic: 'data',
  partition: 'length',
  offset: 'offset',
  property: 'data',
};

export function kindOfRange(name: RangeName): RangeKind {
  return kinds[name];
}

/** Values that are milliseconds since 1970. */
export function isTimestamp(name: RangeName): boolean {
  return ['baseTimestamp', 'maxTimestamp', 'indexTimestamp', 'snapshotTimestamp'].includes(name);
}
