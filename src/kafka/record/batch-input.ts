import { LOG_OVERHEAD, MAGIC_V2 } from './batch-format.ts';
import { type BatchPlace, HEADER_SIZE_UP_TO_MAGIC, lengthAt, magicAt } from './batch-header.ts';
import { RecordFailure } from './record-failure.ts';

export interface FoundBatches {
  readonly batches: readonly BatchPlace[];
  /** Why the search ended before a batch that looked whole; null at the end and before an incomplete tail. */
  readonly error: RecordFailure | null;
}

/** A message of format 0, the smallest thing that can stand in a log (LegacyRecord.RECORD_OVERHEAD_V0). */
const SMALLEST_LENGTH = 14;

function corrupt(message: string): RecordFailure {
  return new RecordFailure('CorruptRecordException', message);
}

/** A batch, nothing more, or why there cannot be one. */
type Next = BatchPlace | null | RecordFailure;

function search(next: (position: number) => Next): FoundBatches {
  const batches: BatchPlace[] = [];
  for (let position = 0; ; ) {
    const found = next(position);
    if (found === null) return { batches, error: null };
    if (found instanceof RecordFailure) return { batches, error: found };
    batches.push(found);
    position = found.position + found.sizeInBytes;
  }
}

/** MemoryRecords.batches (ByteBufferLogInputStream): what came in a request, or a fetch. */
export function batchesInMemory(bytes: Uint8Array): FoundBatches {
  return search((position) => {
    const remaining = bytes.length - position;
    if (remaining < LOG_OVERHEAD) return null;
    const length = lengthAt(bytes, position);
    if (length < SMALLEST_LENGTH) {
      return corrupt(`Record size ${length} is less than the minimum record overhead (${SMALLEST_LENGTH})`);
    }
    if (remaining < HEADER_SIZE_UP_TO_MAGIC) return null;
    const magic = magicAt(bytes, position);
    if (magic < 0 || magic > MAGIC_V2) return corrupt(`Invalid magic found in record: ${magic}`);
    const sizeInBytes = length + LOG_OVERHEAD;
    return remaining < sizeInBytes ? null : { bytes, position, sizeInBytes, magic };
  });
}

/** FileRecords.batches (FileLogInputStream): what stands in a file, whose magic is not looked at. */
export function batchesInFile(bytes: Uint8Array, file: string): FoundBatches {
  return search((position) => {
    if (position >= bytes.length - HEADER_SIZE_UP_TO_MAGIC) return null;
    const length = lengthAt(bytes, position);
    if (length < SMALLEST_LENGTH) {
      const limit = `smaller than minimum record overhead (${SMALLEST_LENGTH})`;
      return corrupt(`Found record size ${length} ${limit} in file ${file}.`);
    }
    const sizeInBytes = length + LOG_OVERHEAD;
    if (position > bytes.length - sizeInBytes) return null;
    return { bytes, position, sizeInBytes, magic: magicAt(bytes, position) };
  });
}
