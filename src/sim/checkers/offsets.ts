import { lastStableOffset } from '../../kafka/log/partition-log.ts';
import { checker } from './checker.ts';

/**
 * L2. Log start offset ≤ high watermark ≤ log end offset, last stable offset ≤ high watermark, recovery point ≤ log end
 * offset; and a broker tells nobody otherwise. Source: UnifiedLog.updateHighWatermark, lastStableOffset.
 */
export const offsets = checker('offsets', ['L2'], (_, { changes, answers }) => {
  for (const { broker, partition, log, replica } of changes) {
    if (log === null) continue;
    const { logStartOffset: start, logEndOffset: end, recoveryPoint } = log;
    const name = `broker ${broker} ${partition.name}`;
    if (recoveryPoint > end) return `${name}: recovery point ${recoveryPoint}, end ${end}`;
    if (replica === null) continue;
    const { highWatermark } = replica;
    if (highWatermark < start || highWatermark > end)
      return `${name}: start ${start}, high watermark ${highWatermark}, end ${end}`;
    const stable = lastStableOffset(log, highWatermark);
    if (stable > highWatermark) return `${name}: last stable offset ${stable}, high watermark ${highWatermark}`;
  }
  for (const { from, response } of answers) {
    if (response.api !== 'Fetch') continue;
    for (const { topic, partition, lastStableOffset: stable, highWatermark } of response.responses) {
      if (stable > highWatermark)
        return `broker ${from} tells of ${topic}-${partition} last stable offset ${stable}, high watermark ${highWatermark}`;
    }
  }
  return null;
});
