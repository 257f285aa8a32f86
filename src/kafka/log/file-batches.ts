import { ByteReader, getUint32, MalformedBytes } from '../../base/bytes.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import {
  ATTRIBUTES_AT,
  CRC_AT,
  clearPlace,
  LENGTH_AT,
  LOG_OVERHEAD,
  MAGIC_AT,
  MAGIC_V2,
  PARTITION_LEADER_EPOCH_AT,
  RECORD_BATCH_OVERHEAD,
} from '../record/batch-format.ts';
import { crc32c } from '../record/crc32c.ts';
import { type LogException, logException } from './log-exception.ts';

/** Batches as a broker meets them that reads a file without looking at magic or CRC. */
export interface FileBatches {
  readonly batches: readonly RecordBatch[];
  /** Where the last whole batch ends. */
  readonly endPosition: number;
  /** What reading on would throw; null: what follows is too short for a batch, and reading ends silently. */
  readonly error: LogException | null;
}

const HEADER_SIZE_UP_TO_MAGIC = MAGIC_AT + 1;
/** LegacyRecord.RECORD_OVERHEAD_V0: no batch of any format is smaller. */
const SMALLEST_BATCH = 14;
const LEGACY_TIMESTAMP_AT = 18;

/** A message set of the old formats: in a log of ours only a damaged magic byte looks like one. */
function legacyBatch(bytes: Uint8Array, position: number, size: number): RecordBatch {
  const baseOffset = Number(new ByteReader(bytes, position).i64Big());
  const epoch = getUint32(bytes, position + PARTITION_LEADER_EPOCH_AT) | 0;
  const hasTimestamp = bytes[position + MAGIC_AT] === 1;
  const maxTimestamp = hasTimestamp ? Number(new ByteReader(bytes, position + LEGACY_TIMESTAMP_AT).i64Big()) : -1;
  const own = bytes.slice(position, position + size);
  clearPlace(own);
  return {
    baseOffset,
    lastOffset: baseOffset,
    partitionLeaderEpoch: epoch,
    bytes: own,
    sizeInBytes: size,
    count: 1,
    maxTimestamp,
    firstTimestamp: maxTimestamp,
    crc: getUint32(bytes, position + CRC_AT),
    attributes: 0,
    producerId: -1,
    producerEpoch: -1,
    baseSequence: -1,
  };
}

function readHeader(bytes: Uint8Array, position: number, size: number): RecordBatch {
  const reader = new ByteReader(bytes, position);
  const baseOffset = Number(reader.i64Big());
  reader.skip(4);
  const partitionLeaderEpoch = reader.i32();
  reader.skip(1);
  const crc = reader.u32();
  const attributes = reader.i16();
  const lastOffset = baseOffset + reader.i32();
  const firstTimestamp = Number(reader.i64Big());
  const maxTimestamp = Number(reader.i64Big());
  const producerId = Number(reader.i64Big());
  const producerEpoch = reader.i16();
  const baseSequence = reader.i32();
  const count = reader.i32();
  const own = bytes.slice(position, position + size);
  clearPlace(own);
  return {
    baseOffset,
    lastOffset,
    partitionLeaderEpoch,
    bytes: own,
    sizeInBytes: size,
    count,
    maxTimestamp,
    firstTimestamp,
    crc,
    attributes,
    producerId,
    producerEpoch,
    baseSequence,
  };
}

/**
 * Whether the batch can be written again as it was: its offsets are kept as numbers, exact up to 2^53. (Its other fields
 * stand in its bytes.)
 */
export function isExact(batch: RecordBatch): boolean {
  return Number.isSafeInteger(batch.baseOffset) && Number.isSafeInteger(batch.lastOffset);
}

/** FileLogInputStream.nextBatch: a batch, what it throws, or null at the end. */
function nextBatch(bytes: Uint8Array, position: number): RecordBatch | LogException | null {
  if (position >= bytes.length - HEADER_SIZE_UP_TO_MAGIC) return null;
  const length = getUint32(bytes, position + LENGTH_AT) | 0;
  if (length < SMALLEST_BATCH) {
    const message = `Found record size ${length} smaller than minimum record overhead (${SMALLEST_BATCH})`;
    return logException('CorruptRecordException', message);
  }
  if (position > bytes.length - LOG_OVERHEAD - length) return null;
  try {
    const size = LOG_OVERHEAD + length;
    const isLegacy = ((bytes[position + MAGIC_AT] as number) << 24) >> 24 < MAGIC_V2;
    return isLegacy ? legacyBatch(bytes, position, size) : readHeader(bytes, position, size);
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return logException('KafkaException', `Failed to load record batch at position ${position}: ${error.message}`);
  }
}

/** The batches that stand one after another from `from` on, each a copy. */
export function scanBatches(bytes: Uint8Array, from = 0): FileBatches {
  const batches: RecordBatch[] = [];
  let position = from;
  for (;;) {
    const next = nextBatch(bytes, position);
    if (next === null) return { batches, endPosition: position, error: null };
    if ('class' in next) return { batches, endPosition: position, error: next };
    batches.push(next);
    position += next.sizeInBytes;
  }
}

/** DefaultRecordBatch.ensureValid: what it throws, or null. */
export function invalidity(batch: RecordBatch): LogException | null {
  const { sizeInBytes: size, bytes, crc } = batch;
  if (size < RECORD_BATCH_OVERHEAD) {
    const message = `Record batch is corrupted (the size ${size} is smaller than the minimum allowed overhead ${RECORD_BATCH_OVERHEAD})`;
    return logException('CorruptRecordException', message);
  }
  const computed = crc32c(bytes, ATTRIBUTES_AT);
  const isLegacy = (bytes[MAGIC_AT] as number) < MAGIC_V2;
  if (crc === computed && !isLegacy) return null;
  return logException('CorruptRecordException', `Record is corrupt (stored crc = ${crc}, computed crc = ${computed})`);
}
