import { ATTRIBUTES_AT } from '../../kafka/record/batch-format.ts';
import { crc32c } from '../../kafka/record/crc32c.ts';
import type { SimState } from '../state.ts';
import { remembering } from './checker.ts';
import type { ReplicaChange } from './seen/replica-change.ts';

/**
 * What a broker finds on its disk after an unclean shutdown, and had not flushed, it takes only with a checksum that fits.
 * After a clean one, and below the recovery point, Kafka does not look. Source: LogSegment.recover, LogLoader.recoverLog.
 * Remembers the bytes that were there before.
 */
export const batchChecksums = remembering(
  'batch checksums',
  ['L1'],
  () => new WeakSet<Uint8Array>(),
  (s, { changes }, known) => {
    for (const change of changes) {
      const wrong = change.isReopened ? wrongBatch(s, change, known) : null;
      if (wrong !== null) return `broker ${change.broker} ${change.partition.name}: ${wrong}`;
      for (const { bytes } of change.fresh) known.add(bytes);
    }
    return null;
  },
);

function wrongBatch(s: SimState, { broker, before, log }: ReplicaChange, known: WeakSet<Uint8Array>): string | null {
  const wasClean = (s.brokers.get(broker)?.previousBrokerEpoch ?? 0) >= 0;
  for (const segment of log?.segments ?? []) {
    for (let at = 0; at < segment.length; at++) {
      const batch = segment.batches[at];
      if (batch === undefined || known.has(batch.bytes)) continue;
      known.add(batch.bytes);
      if (wasClean || before === null || batch.baseOffset < before.recoveryPoint) continue;
      if (crc32c(batch.bytes, ATTRIBUTES_AT) !== batch.crc)
        return `the batch at offset ${batch.baseOffset} does not fit its checksum`;
    }
  }
  return null;
}
