import { isControlBatch, isTransactional, type RecordBatch, readRecords } from '../../record/record-batch.ts';
import type { CompletedFetch } from './state.ts';

import type { OffsetRun } from './work-state.ts';

/** The offsets of up to `limit` of a batch's records from `from` on. Only one with gaps, compacted, needs to be read. */
function offsetsFrom(batch: RecordBatch, from: number, limit: number): OffsetRun[] {
  if (isControlBatch(batch)) return [];
  if (batch.count === batch.lastOffset - batch.baseOffset + 1) {
    const fromOffset = Math.max(from, batch.baseOffset);
    const toOffset = Math.min(batch.lastOffset, fromOffset + limit - 1);
    return toOffset >= fromOffset ? [{ fromOffset, toOffset }] : [];
  }
  const offsets = readRecords(batch)
    .map((record) => record.offset)
    .filter((offset) => offset >= from);
  return offsets.slice(0, limit).map((offset) => ({ fromOffset: offset, toOffset: offset }));
}

/** A run that begins where the last one ends is joined to it. */
function addRun(runs: OffsetRun[], next: OffsetRun): void {
  const last = runs.at(-1);
  if (last?.toOffset === next.fromOffset - 1) runs[runs.length - 1] = { ...last, toOffset: next.toOffset };
  else runs.push(next);
}

const lengthOf = ({ fromOffset, toOffset }: OffsetRun): number => toOffset - fromOffset + 1;

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
): { readonly count: number; readonly runs: readonly OffsetRun[]; readonly drained: boolean } {
  let count = 0;
  const runs: OffsetRun[] = [];
  while (count < maxRecords) {
    const batch = fetch.data.records[fetch.batchIndex];
    if (batch === undefined) return { count, runs, drained: true };
    const skipped = readsCommitted && isAborted(fetch, batch);
    const taken = skipped ? [] : offsetsFrom(batch, fetch.nextFetchOffset, maxRecords - count);
    fetch.lastEpoch = batch.partitionLeaderEpoch;
    const last = taken.at(-1);
    if (last === undefined) {
      fetch.nextFetchOffset = Math.max(fetch.nextFetchOffset, batch.lastOffset + 1);
      fetch.batchIndex++;
      continue;
    }
    for (const run of taken) {
      addRun(runs, run);
      count += lengthOf(run);
    }
    fetch.nextFetchOffset = last.toOffset + 1;
  }
  return { count, runs, drained: false };
}
