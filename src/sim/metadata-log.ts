import { assert } from '../base/assert.ts';
import { applyRecords } from '../kafka/controller/apply-records.ts';
import type { MetadataImage } from '../kafka/controller/metadata-image.ts';
import { decodeMetadataRecord } from '../kafka/controller/metadata-record-codec.ts';
import type { MetadataRecord } from '../kafka/controller/metadata-records.ts';
import type { PartitionLog } from '../kafka/log/partition-log.ts';
import { isControlBatch, type RecordBatch, readRecords } from '../kafka/record/record-batch.ts';

/** Decoding and applying are pure: brokers that apply the same batch to the same image share one result. */
const decoded = new WeakMap<Uint8Array, readonly MetadataRecord[]>();
const applied = new WeakMap<MetadataImage, { readonly batch: RecordBatch; readonly image: MetadataImage }>();

/** The records of a batch that holds no control record. */
export function recordsOf(batch: RecordBatch): readonly MetadataRecord[] {
  const known = decoded.get(batch.bytes);
  if (known !== undefined) return known;
  const records: MetadataRecord[] = [];
  for (const record of readRecords(batch)) {
    assert(record.value !== null, 'a metadata record has a value');
    const read = decodeMetadataRecord(record.value);
    assert(read.ok, 'the metadata log holds records that we wrote');
    records.push(read.value);
  }
  decoded.set(batch.bytes, records);
  return records;
}

/** The image with one more batch, which holds the records right after it. */
export function imageWith(image: MetadataImage, batch: RecordBatch): MetadataImage {
  const known = applied.get(image);
  if (known !== undefined && known.batch.bytes === batch.bytes && known.batch.baseOffset === batch.baseOffset) {
    return known.image;
  }
  const next = isControlBatch(batch)
    ? { ...image, offset: batch.lastOffset }
    : applyRecords(image, recordsOf(batch), batch.baseOffset);
  applied.set(image, { batch, image: next });
  return next;
}

/** The whole batches below `highWatermark` that come after `offset`. */
export function batchesAfter(log: PartitionLog, offset: number, highWatermark: number): RecordBatch[] {
  const found: RecordBatch[] = [];
  for (const segment of log.segments) {
    for (let at = firstAfter(segment.batches, segment.length, offset); at < segment.length; at++) {
      const batch = segment.batches[at];
      if (batch === undefined || batch.lastOffset >= highWatermark) return found;
      found.push(batch);
    }
  }
  return found;
}

/** The image after every whole batch below `highWatermark` that comes after `image`. */
export function imageAfter(log: PartitionLog, image: MetadataImage, highWatermark: number): MetadataImage {
  let result = image;
  for (const segment of log.segments) {
    if (segment.length === 0) continue;
    const last = segment.batches[segment.length - 1];
    if (last === undefined || last.lastOffset <= result.offset) continue;
    for (let at = firstAfter(segment.batches, segment.length, result.offset); at < segment.length; at++) {
      const batch = segment.batches[at];
      if (batch === undefined || batch.lastOffset >= highWatermark) return result;
      result = imageWith(result, batch);
    }
  }
  return result;
}

function firstAfter(batches: readonly RecordBatch[], length: number, offset: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((batches[middle]?.lastOffset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
