import { decodeUtf8 } from '../../base/utf8.ts';
import { compressionCodec, isControlBatch } from '../../kafka/record/batch-format.ts';
import { type RecordBatch, readRecords } from '../../kafka/record/record-batch.ts';
import { type Checker, remembering } from './checker.ts';

/** By producer id, the number that the last of its records has. */
type Latest = Map<number, { epoch: number; number: number }>;

/**
 * P4. What an idempotent producer sends lies in each partition in the order in which its application handed it over, and
 * nothing lies there twice: the records of the simulated applications are numbered. Not over a change of the producer's
 * epoch: what it does not know the end of it then sends once more, with new sequences (KIP-360). Of records that were
 * packed nothing is said. Source: TransactionManager, RecordAccumulator.insertInSequenceOrder.
 */
export const idempotentOrder: Checker = remembering(
  'idempotent producers',
  ['P4'],
  () => new Map<string, Latest>(),
  (_, { committed }, memory) => {
    for (const { partition, batches } of committed) {
      const id = `${partition.topicId}/${partition.partition}`;
      const latest: Latest = memory.get(id) ?? new Map();
      memory.set(id, latest);
      for (const batch of batches) {
        if (batch.producerId < 0 || isControlBatch(batch) || compressionCodec(batch) !== 0) continue;
        const wrong = orderIn(batch, latest);
        if (wrong !== null) return `${partition.name} offset ${batch.baseOffset}: ${wrong}`;
      }
    }
    return null;
  },
);

function orderIn(batch: RecordBatch, latest: Latest): string | null {
  const { producerId, producerEpoch: epoch } = batch;
  const known = latest.get(producerId);
  let number = known?.epoch === epoch ? known.number : 0;
  for (const { value, headers } of readRecords(batch)) {
    // A dead letter is the copy of a record, and has the number that another application gave it.
    const isDeadLetter = headers.some(({ key }) => key === 'errors.offset');
    const next = isDeadLetter ? null : numberOf(value);
    if (next === null) continue;
    if (next <= number) return `record ${next} of producer ${producerId} comes after its record ${number}`;
    number = next;
  }
  latest.set(producerId, { epoch, number });
  return null;
}

/** `ID NUMBER`, filled up with dots; null: anything else, as what a template gives, or bytes that only end so. */
export function numberOf(value: Uint8Array | null): number | null {
  if (value === null) return null;
  const digits = /^[^\p{Cc} ]+ (\d+)\.*$/u.exec(decodeUtf8(value))?.[1];
  return digits === undefined ? null : Number(digits);
}
