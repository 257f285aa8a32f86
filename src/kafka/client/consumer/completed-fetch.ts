import { isControlBatch, isTransactional, type RecordBatch, readRecords } from '../../record/record-batch.ts';
import type { CompletedFetch } from './state.ts';

/** Records handed out of one batch: offsets are inclusive. */
interface Slice {
  readonly count: number;
  readonly fromOffset: number;
  readonly toOffset: number;
}

/** The offsets of a batch's records from `from` on. Only a compacted batch, which has gaps, needs to be read. */
function offsetsFrom(batch: RecordBatch, from: number, limit: number): Slice | null {
  if (isControlBatch(batch)) return null;
  if (batch.count === batch.lastOffset - batch.baseOffset + 1) {
    const fromOffset = Math.max(from, batch.baseOffset);
    const count = Math.min(limit, batch.lastOffset - fromOffset + 1);
    return count > 0 ? { count, fromOffset, toOffset: fromOffset + count - 1 } : null;
  }
  const offsets = readRecords(batch)
    .map((record) => record.offset)
    .filter((offset) => offset >= from)
    .slice(0, limit);
  const [fromOffset] = offsets;
  const toOffset = offsets.at(-1);
  return fromOffset === undefined || toOffset === undefined ? null : { count: offsets.length, fromOffset, toOffset };
}

/**
 * Whether the batch is of a transaction that was aborted: after its first record, before the marker that ends it.
 * Source: CompletedFetch.nextFetchedRecord.
 */
function isAborted(fetch: CompletedFetch, batch: RecordBatch): boolean {
  if (batch.producerId < 0) return false;
  const begun = fetch.aborted.filter(({ firstOffset }) => firstOffset <= batch.lastOffset);
  if (begun.length > 0) {
    fetch.aborted = fetch.aborted.slice(begun.length);
    fetch.abortedProducers = [...fetch.abortedProducers, ...begun.map(({ producerId }) => producerId)];
  }
  if (isControlBatch(batch)) {
    if (isAbortMarker(batch)) fetch.abortedProducers = fetch.abortedProducers.filter((id) => id !== batch.producerId);
    return false;
  }
  return isTransactional(batch) && fetch.abortedProducers.includes(batch.producerId);
}

/** ControlRecordType.ABORT: the second half of the key is 0. */
function isAbortMarker(batch: RecordBatch): boolean {
  const key = readRecords(batch)[0]?.key;
  return key != null && key[2] === 0 && key[3] === 0;
}

/**
 * Takes up to `maxRecords` records. `drained`: nothing is left, which shows only when one asks for more than there is;
 * the next offset then also passes what is not handed out, such as control records. Source: CompletedFetch.fetchRecords.
 */
export function takeRecords(
  fetch: CompletedFetch,
  maxRecords: number,
  readsCommitted: boolean,
): Slice & { readonly drained: boolean } {
  let count = 0;
  let fromOffset = -1;
  let toOffset = -1;
  while (count < maxRecords) {
    const batch = fetch.data.records[fetch.batchIndex];
    if (batch === undefined) return { count, fromOffset, toOffset, drained: true };
    const skipped = readsCommitted && isAborted(fetch, batch);
    const slice = skipped ? null : offsetsFrom(batch, fetch.nextFetchOffset, maxRecords - count);
    fetch.lastEpoch = batch.partitionLeaderEpoch;
    if (slice === null) {
      fetch.nextFetchOffset = Math.max(fetch.nextFetchOffset, batch.lastOffset + 1);
      fetch.batchIndex++;
      continue;
    }
    if (count === 0) fromOffset = slice.fromOffset;
    toOffset = slice.toOffset;
    count += slice.count;
    fetch.nextFetchOffset = toOffset + 1;
  }
  return { count, fromOffset, toOffset, drained: false };
}
