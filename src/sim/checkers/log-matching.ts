import { remembering } from './checker.ts';
import { logDiffers } from './seen/same-records.ts';

/**
 * L6. What a replica holds below its own high watermark is what was committed there, so that any two agree below the
 * smaller of theirs; of compacted logs, which each broker cleans in its own time, the records that are left.
 * Source: LogMatchingProperty of the KIP-966 model. Remembers up to where each replica has been compared.
 */
export const logMatching = remembering(
  'log matching',
  ['L6'],
  () => new Map<number, number>(),
  (_, { changes }, compared) => {
    for (const { key, broker, partition, replica, log, before, isReopened } of changes) {
      if (before === null || isReopened) compared.set(key, 0);
      if (replica === null || log === null || partition.suspended !== null) continue;
      const from = Math.min(compared.get(key) ?? 0, before?.logEndOffset ?? 0, log.logEndOffset);
      const wrong = logDiffers(partition, log, from, replica.highWatermark);
      if (wrong !== null) return `broker ${broker} ${partition.name}: ${wrong}`;
      compared.set(key, replica.highWatermark);
    }
    return null;
  },
);
