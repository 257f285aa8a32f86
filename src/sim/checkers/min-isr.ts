import { effectiveMinIsr } from '../settings.ts';
import { brokerOf } from '../state.ts';
import { checker } from './checker.ts';

/**
 * R8. Nothing is committed while the ISR is smaller than min.insync.replicas, whatever its producer asked for.
 * Source: Partition.maybeIncrementLeaderHW, isUnderMinIsr.
 */
export const minIsr = checker('min.insync.replicas', ['R8'], (s, { changes }) => {
  for (const { broker, partition, before, replica, isReopened } of changes) {
    if (before?.role !== 'leader' || replica?.role !== 'leader' || isReopened) continue;
    if (replica.highWatermark <= before.highWatermark) continue;
    const { image } = brokerOf(s, broker);
    const needed = effectiveMinIsr(s, image, partition.topic, replica.replicas.length, broker);
    // The ISR may have changed after the high watermark in the same step.
    if (Math.max(replica.isr.length, before.isr.length) >= needed) continue;
    return `${partition.name}: broker ${broker} raised the high watermark to ${replica.highWatermark} with ISR ${replica.isr.join(', ')}, ${needed} are needed`;
  }
  return null;
});
