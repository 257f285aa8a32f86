import {
  incrementSequence,
  isControlBatch,
  isTransactional,
  NO_SEQUENCE,
  timestampType,
} from '../../record/batch-format.ts';
import { type BatchHeader, type BatchPlace, batchFault, lastOffsetOf } from '../../record/batch-header.ts';
import { batchCompression } from '../../record/batch-records.ts';
import { messageFault } from '../../record/legacy-message.ts';
import { fileBatchHeader, toToolFailure } from './file-records.ts';
import { legacyHeader, legacyOffset } from './legacy-records.ts';

/** A batch whose line has been printed: what its records' lines need of it. */
export interface DescribedBatch {
  /** null: a message of format 0 or 1. */
  readonly header: BatchHeader | null;
  readonly timestampType: string;
  /** What stands at the end of an old message's own line. */
  readonly legacyValidity: string;
}

const DELETE_HORIZON_MASK = 0x40;

function horizonText(header: BatchHeader): string {
  const has = (header.attributes & DELETE_HORIZON_MASK) !== 0;
  return has ? `OptionalLong[${header.baseTimestamp}]` : 'OptionalLong.empty';
}

function lastSequence(header: BatchHeader): number {
  if (header.baseSequence === NO_SEQUENCE) return NO_SEQUENCE;
  return incrementSequence(header.baseSequence, header.lastOffsetDelta);
}

/** Throws a ToolFailure for an id that stands for nothing. */
function codecName(attributes: number): string {
  try {
    return batchCompression({ attributes });
  } catch (error) {
    throw toToolFailure(error);
  }
}

/** DumpLogSegments.printBatchLevel. `file`: the whole file's bytes. */
export function describeBatch(place: BatchPlace, file: Uint8Array, stdout: string[]): DescribedBatch {
  const header = fileBatchHeader(place, file);
  const type = timestampType(header);
  const sequences = `baseSequence: ${header.baseSequence} lastSequence: ${lastSequence(header)}`;
  const producer = `producerId: ${header.producerId} producerEpoch: ${header.producerEpoch}`;
  const flags = `isTransactional: ${isTransactional(header)} isControl: ${isControlBatch(header)}`;
  const offsets = `baseOffset: ${header.baseOffset} lastOffset: ${lastOffsetOf(header)} count: ${header.recordsCount}`;
  const epoch = `partitionLeaderEpoch: ${header.partitionLeaderEpoch}`;
  stdout.push(`${offsets} ${sequences} ${producer} ${epoch} ${flags} deleteHorizonMs: ${horizonText(header)}`);
  const where = `position: ${place.position} ${type}: ${header.maxTimestamp} size: ${place.sizeInBytes}`;
  const codec = `magic: ${place.magic} compresscodec: ${codecName(header.attributes)}`;
  stdout.push(` ${where} ${codec} crc: ${header.crc} isvalid: ${batchFault(place) === null}\n`);
  return { header, timestampType: type, legacyValidity: '' };
}

/** The same for a message of format 0 or 1, which says less. */
export function describeLegacyBatch(place: BatchPlace, stdout: string[]): DescribedBatch {
  stdout.push(`offset: ${legacyOffset(place)}`);
  const { attributes, timestamp, timestampTypeName, crc } = legacyHeader(place);
  const valid = messageFault(place) === null;
  const size = `size: ${place.sizeInBytes} magic: ${place.magic} compresscodec: ${codecName(attributes)}`;
  const at = `position: ${place.position} ${timestampTypeName}: ${timestamp}`;
  stdout.push(` ${at} ${size} crc: ${crc} isvalid: ${valid}\n`);
  return { header: null, timestampType: timestampTypeName, legacyValidity: ` isValid: ${valid} crc: ${crc}` };
}
