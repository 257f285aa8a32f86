import { decodeUtf8 } from '../../base/utf8.ts';
import { compressionCodec, isControlBatch } from '../../kafka/record/batch-format.ts';
import { type RecordBatch, readRecords } from '../../kafka/record/record-batch.ts';
import { logConfigOf } from '../settings.ts';
import { type SimState, wallMs } from '../state.ts';
import { type Checker, remembering } from './checker.ts';
import type { ReplicaChange } from './seen/replica-change.ts';
import type { Step } from './seen/step.ts';

/** The last record of a producer that has a number, and the batch that it lies in. */
interface Latest {
  readonly number: number;
  readonly epoch: number;
  readonly lastOffset: number;
  readonly maxTimestamp: number;
}

/**
 * P4. What an idempotent producer sends lies in each partition in the order in which its application handed it over, and
 * nothing lies there twice: the records of the simulated applications are numbered. Not over a change of the producer's
 * epoch: what it does not know the end of it then sends once more, with new sequences (KIP-360). Nor once the last of its
 * records lies below a log's start, or is older than producer.id.expiration.ms: a broker that starts then no longer knows
 * the producer. Of records that were packed nothing is said.
 * Source: TransactionManager, RecordAccumulator.insertInSequenceOrder, ProducerStateManager.truncateAndReload.
 */
export const idempotentOrder: Checker = remembering(
  'idempotent producers',
  ['P4'],
  () => new Map<string, Map<number, Latest>>(),
  (s, step, memory) => {
    for (const { partition, batches } of step.committed) {
      const id = idOf(partition);
      const known = memory.get(id) ?? new Map<number, Latest>();
      memory.set(id, known);
      for (const batch of batches) {
        if (batch.producerId < 0 || isControlBatch(batch) || compressionCodec(batch) !== 0) continue;
        const before = known.get(batch.producerId);
        const wrong = orderIn(batch, known, before);
        if (wrong === null || (before !== undefined && isExpired(s, step, partition.topic, before))) continue;
        return `${partition.name} offset ${batch.baseOffset}: ${wrong}`;
      }
    }
    for (const change of step.changes) forgetDeleted(change, memory.get(idOf(change.partition)));
    return null;
  },
);

const idOf = ({ topicId, partition }: ReplicaChange['partition']): string => `${topicId}/${partition}`;

function isExpired(s: SimState, { image }: Step, topic: string, { maxTimestamp }: Latest): boolean {
  const ageMs = wallMs(s) - maxTimestamp;
  return [...s.brokers.keys()].some((id) => ageMs >= logConfigOf(s, image, topic, id).producerIdExpirationMs);
}

/** Snapshots at or below the start of a log are removed when it is opened, and its records can tell of the producer no more. */
function forgetDeleted({ before, now }: ReplicaChange, known: Map<number, Latest> | undefined): void {
  if (now === null || known === undefined || now.logStartOffset === before?.logStartOffset) return;
  for (const [producerId, { lastOffset }] of known) if (lastOffset < now.logStartOffset) known.delete(producerId);
}

/** Notes the batch, and says what of its order is wrong. */
function orderIn(batch: RecordBatch, known: Map<number, Latest>, before: Latest | undefined): string | null {
  const { producerId, producerEpoch: epoch, lastOffset, maxTimestamp } = batch;
  let number = before?.epoch === epoch ? before.number : 0;
  let wrong: string | null = null;
  for (const { value, headers } of readRecords(batch)) {
    // A dead letter is the copy of a record, and has the number that another application gave it.
    const isDeadLetter = headers.some(({ key }) => key === 'errors.offset');
    const next = isDeadLetter ? null : numberOf(value);
    if (next === null) continue;
    if (next <= number) wrong ??= `record ${next} of producer ${producerId} comes after its record ${number}`;
    number = next;
  }
  known.set(producerId, { number, epoch, lastOffset, maxTimestamp });
  return wrong;
}

/** `ID NUMBER`, filled up with dots; null: anything else, as what a template gives, or bytes that only end so. */
export function numberOf(value: Uint8Array | null): number | null {
  if (value === null) return null;
  const digits = /^[^\p{Cc} ]+ (\d+)\.*$/u.exec(decodeUtf8(value))?.[1];
  return digits === undefined ? null : Number(digits);
}
