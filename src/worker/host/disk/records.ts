import { MalformedBytes } from '../../../base/bytes.ts';
import { RECORD_BATCH_OVERHEAD } from '../../../kafka/record/batch-format.ts';
import { loadCodecs } from '../../../kafka/record/codecs/load-codecs.ts';
import { decompress } from '../../../kafka/record/compression.ts';
import type { BatchRecords, BatchRow, RecordRow } from '../../protocol/disk.ts';
import { type RecordRows, readRecordRows } from './record-rows.ts';

export interface ReadableRecords {
  readonly rows: readonly RecordRow[];
  readonly stop: BatchRecords['stop'];
}

/** The records of a batch as far as they can be read; those of a compressed one once its codec has been fetched. */
export async function recordsOf(bytes: Uint8Array, row: BatchRow): Promise<ReadableRecords> {
  const read = row.codec === 'none' ? recordsInFile(bytes, row) : await unpacked(bytes, row);
  if (read === null) return { rows: [], stop: { kind: 'compressed' } };
  const { rows, malformedAt } = read;
  if (malformedAt === null) return { rows, stop: null };
  const position = row.codec === 'none' ? malformedAt : row.position + RECORD_BATCH_OVERHEAD;
  return { rows, stop: { kind: 'malformed', position } };
}

function recordsInFile(bytes: Uint8Array, row: BatchRow): RecordRows {
  const { position, sizeInBytes, count } = row;
  const from = position + RECORD_BATCH_OVERHEAD;
  return readRecordRows({ bytes, from, to: position + sizeInBytes, count, ...recordFrame(row), inFile: true });
}

/** What the records of a batch take from its header. */
function recordFrame({ baseOffset, baseTimestamp, maxTimestamp, timestampType, control }: BatchRow) {
  const appendTimestamp = timestampType === 'LogAppendTime' ? maxTimestamp : null;
  return { baseOffset, baseTimestamp, appendTimestamp, control };
}

/** null: there is no such codec, or it could not be fetched. */
async function unpacked(bytes: Uint8Array, row: BatchRow): Promise<RecordRows | null> {
  const { codec, position, sizeInBytes } = row;
  if (codec === 'none' || codec === 'unknown') return null;
  try {
    await loadCodecs([codec]);
  } catch {
    return null;
  }
  try {
    const unfolded = decompress(codec, bytes.subarray(position + RECORD_BATCH_OVERHEAD, position + sizeInBytes));
    const frame = recordFrame(row);
    return readRecordRows({ bytes: unfolded, from: 0, to: unfolded.length, count: row.count, ...frame, inFile: false });
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return { rows: [], malformedAt: position };
  }
}
