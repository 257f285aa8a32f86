import type { SimState } from '../state.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/** log start offset ≤ high watermark ≤ log end offset, on every replica. Source: UnifiedLog.updateHighWatermark. */
export function checkOffsets(s: SimState): BrokenPromise | null {
  for (const [key, replica] of s.replicas) {
    const log = s.logs.get(key);
    const name = `broker ${replica.broker} ${replica.topic}-${replica.partition}`;
    if (log === undefined) return broken('offsets', `${name} has no log`);
    if (replica.highWatermark < log.logStartOffset || replica.highWatermark > log.logEndOffset) {
      return broken(
        'offsets',
        `${name}: start ${log.logStartOffset}, high watermark ${replica.highWatermark}, end ${log.logEndOffset}`,
      );
    }
  }
  return null;
}
