import { RECORD_BATCH_OVERHEAD } from '../../record/batch-format.ts';
import { type BatchHeader, type BatchPlace, readBatchHeader } from '../../record/batch-header.ts';
import { batchesInFile } from '../../record/batch-input.ts';
import { RecordFailure } from '../../record/record-failure.ts';
import { illegalArgument, ToolFailure } from './tool-output.ts';

const JAVA_CLASSES: Readonly<Record<RecordFailure['class'], string>> = {
  CorruptRecordException: 'org.apache.kafka.common.errors.CorruptRecordException',
  IllegalArgumentException: 'java.lang.IllegalArgumentException',
  IndexOutOfBoundsException: 'java.lang.IndexOutOfBoundsException',
  InvalidRecordException: 'org.apache.kafka.common.InvalidRecordException',
  KafkaException: 'org.apache.kafka.common.KafkaException',
};

/** A failure of reading records as the one that ends the tool; any other error as it is. */
export function toToolFailure(error: unknown): unknown {
  return error instanceof RecordFailure ? new ToolFailure(JAVA_CLASSES[error.class], error.message) : error;
}

/** FileRecords.slice: at most `size` bytes from `position` on. @throws ToolFailure when that is not in the file. */
export function slice(bytes: Uint8Array, position: number, size: number): Uint8Array {
  if (position < 0) throw illegalArgument(`Invalid position: ${position} in read`);
  if (position > bytes.length) throw illegalArgument(`Slice from position ${position} exceeds end position`);
  if (size < 0) throw illegalArgument(`Invalid size: ${size} in read`);
  return bytes.subarray(position, position + size);
}

/** The batches of a file one by one. @throws ToolFailure behind the last one, where bytes stand that cannot be one. */
export function* fileBatches(bytes: Uint8Array, file: string): Generator<BatchPlace> {
  const { batches, error } = batchesInFile(bytes, file);
  yield* batches;
  if (error !== null) throw toToolFailure(error);
}

/** Reads 61 bytes, also when the batch says that it is shorter. @throws ToolFailure when the file ends before. */
export function fileBatchHeader(place: BatchPlace, file: Uint8Array): BatchHeader {
  if (place.position + RECORD_BATCH_OVERHEAD > file.length) {
    const message = `Failed to load record batch at position ${place.position}`;
    throw new ToolFailure('org.apache.kafka.common.KafkaException', message);
  }
  const sizeInBytes = Math.max(place.sizeInBytes, RECORD_BATCH_OVERHEAD);
  return readBatchHeader({ bytes: file, position: place.position, sizeInBytes, magic: place.magic });
}
