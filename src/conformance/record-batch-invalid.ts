import { fromHex } from '../base/bytes.ts';
import { MAGIC_V2 } from '../kafka/record/batch-format.ts';
import { type BatchPlace, batchFault } from '../kafka/record/batch-header.ts';
import { batchesInFile, batchesInMemory, type FoundBatches } from '../kafka/record/batch-input.ts';
import { batchRecords, skimRecords } from '../kafka/record/batch-records.ts';
import { countMessages, messageFault } from '../kafka/record/legacy-message.ts';
import { RecordFailure } from '../kafka/record/record-failure.ts';
import { defineSuite } from './suite.ts';

interface Failure {
  readonly class: string;
  readonly message: string;
}

interface Reading {
  readonly count: number;
  readonly error: Failure | null;
}

interface Batch {
  readonly ensureValid: Failure | null;
  readonly records: Reading;
  readonly skipKeyValue: Reading;
}

interface Output {
  readonly each: readonly Batch[];
  readonly lenient: boolean;
  readonly legacy: boolean;
}

function failure(error: RecordFailure | null): Failure | null {
  return error === null ? null : { class: error.class, message: error.message };
}

function count(found: FoundBatches): Reading {
  return { count: found.batches.length, error: failure(found.error) };
}

function countRecords(records: () => Iterable<unknown>): Reading {
  let read = 0;
  try {
    for (const _record of records()) read++;
    return { count: read, error: null };
  } catch (error) {
    if (!(error instanceof RecordFailure)) throw error;
    return { count: read, error: failure(error) };
  }
}

function readBatch(place: BatchPlace): Batch {
  if (place.magic < MAGIC_V2) {
    const records = countRecords(() => Array.from({ length: countMessages(place) }));
    return { ensureValid: failure(messageFault(place)), records, skipKeyValue: records };
  }
  return {
    ensureValid: failure(batchFault(place)),
    records: countRecords(() => batchRecords(place)),
    skipKeyValue: countRecords(() => skimRecords(place)),
  };
}

/** Where the codec decides, only whether there is an error must be the same: then the recorded answer stands for ours. */
function leniently(got: Reading, expected: Reading | undefined): Reading {
  return expected !== undefined && (got.error === null) === (expected.error === null) ? expected : got;
}

export const recordBatchInvalidSuite = defineSuite<{ readonly bytes: string }, Output>(
  'record-batch-invalid',
  ({ bytes: text }, { each: expected, lenient, legacy }) => {
    const bytes = fromHex(text);
    const batches = batchesInMemory(bytes);
    const each = batches.batches.map(readBatch).map((batch, i) => {
      if (!lenient) return batch;
      const records = leniently(batch.records, expected[i]?.records);
      return { ...batch, records, skipKeyValue: leniently(batch.skipKeyValue, expected[i]?.skipKeyValue) };
    });
    return { batches: count(batches), each, file: count(batchesInFile(bytes, 'file')), lenient, legacy };
  },
);
