import { elrEnabled } from '../../kafka/controller/effective-config.ts';
import type { SimState } from '../state.ts';
import { remembering } from './checker.ts';
import { hostedOn, registrationOf } from './seen/members.ts';
import { logDiffers } from './seen/same-records.ts';
import type { Step } from './seen/step.ts';
import type { WatchedPartition } from './seen/watched-partition.ts';

/**
 * R1. Whoever takes itself for the leader: each member of the controller's ISR that is in service holds all that lies
 * below its high watermark, the very records. Not of what the leader has deleted: its epochs tell a follower no more of it.
 * Source: StrongIsr of the replication model (KIP-320), Partition.maybeIncrementLeaderHW, LeaderEpochFileCache.endOffsetFor.
 * Remembers up to where each replica has been compared.
 */
export const strongIsr = remembering(
  'in-sync replicas hold what is committed',
  ['R1'],
  () => new Map<number, number>(),
  (s, step, compared) => {
    for (const { key, now, before, isReopened } of step.changes) {
      if (before === null || isReopened || now === null) compared.delete(key);
      else if (now.logEndOffset < (compared.get(key) ?? 0)) compared.set(key, now.logEndOffset);
    }
    for (const partition of step.partitions) {
      const wrong = partition.suspended === null ? wrongIn(s, step, partition, compared) : null;
      if (wrong !== null) return `${partition.name}: ${wrong}`;
    }
    return null;
  },
);

function wrongIn(
  s: SimState,
  { image }: Step,
  partition: WatchedPartition,
  compared: Map<number, number>,
): string | null {
  const registration = registrationOf(image, partition);
  if (registration === undefined) return null;
  let highest = 0;
  let leader = -1;
  let leaderStart = 0;
  for (const id of registration.replicas) {
    const hosted = hostedOn(s, partition, id);
    if (hosted?.replica.role !== 'leader' || hosted.replica.highWatermark <= highest) continue;
    highest = hosted.replica.highWatermark;
    leader = id;
    leaderStart = hosted.log.logStartOffset;
  }
  for (const id of registration.isr) {
    const hosted = hostedOn(s, partition, id);
    if (hosted === null || (partition.lost.has(id) && !elrEnabled(image))) continue;
    const { log, key } = hosted;
    if (log.logEndOffset < highest)
      return `broker ${id} of the ISR ends at ${log.logEndOffset}, the high watermark of broker ${leader} is ${highest}`;
    const to = Math.min(log.logEndOffset, partition.highWatermark);
    const from = Math.max(compared.get(key) ?? 0, leaderStart);
    if (to <= from) continue;
    const wrong = logDiffers(partition, log, from, to);
    if (wrong !== null) return `broker ${id} of the ISR: ${wrong}`;
    compared.set(key, to);
  }
  return null;
}
