import type { Replica } from '../broker/replica-state.ts';
import type { SimState } from '../state.ts';
import type { Update } from '../update.ts';
import { committedImage } from '../view/committed-image.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/** What a watcher of committed records remembers, by `topic-partition`. */
export interface CommittedSeen {
  /** Highest high watermark that a leader of the controller's epoch has held. */
  readonly trueHighWatermarks: Map<string, number>;
  /** Partitions for which somebody was made leader who need not have everything: nothing is promised any more. */
  readonly uncleanly: Set<string>;
}

export const createCommittedSeen = (): CommittedSeen => ({ trueHighWatermarks: new Map(), uncleanly: new Set() });

export function noteElections(seen: CommittedSeen, updates: readonly Update[]): void {
  for (const update of updates) {
    if (update.kind !== 'leader-elected') continue;
    if (update.from === 'isr' || update.from === 'elr') continue;
    seen.uncleanly.add(`${update.topic}-${update.partition}`);
  }
}

/**
 * Every running member of the controller's ISR holds what is below its leader's high watermark, and who is made leader
 * holds all that was ever committed. Source: Partition.maybeIncrementLeaderHW, PartitionChangeBuilder.isValidNewLeader.
 */
export function checkCommitted(s: SimState, seen: CommittedSeen): BrokenPromise | null {
  for (const replica of s.replicas.values()) {
    const name = `${replica.topic}-${replica.partition}`;
    const registration = committedImage(s).topics.get(replica.topic)?.partitions[replica.partition];
    if (replica.role !== 'leader' || registration?.leaderEpoch !== replica.leaderEpoch) continue;
    if (seen.uncleanly.has(name)) continue;
    const before = seen.trueHighWatermarks.get(name) ?? 0;
    const end = s.logs.get(replica.key)?.logEndOffset ?? 0;
    if (end < before)
      return broken('leader completeness', `${name}: broker ${replica.broker} ends at ${end}, ${before} was committed`);
    seen.trueHighWatermarks.set(name, Math.max(before, replica.highWatermark));
    const behind = memberBehind(s, replica, registration.isr);
    if (behind !== null) return broken('in-sync replicas', `${name}: ${behind}`);
  }
  return null;
}

function memberBehind(s: SimState, leader: Replica, isr: readonly number[]): string | null {
  for (const id of isr) {
    const key = leader.key - leader.broker + id;
    const end = s.logs.get(key)?.logEndOffset;
    if (!s.replicas.has(key) || end === undefined || end >= leader.highWatermark) continue;
    return `broker ${id} of the ISR ends at ${end}, the high watermark of broker ${leader.broker} is ${leader.highWatermark}`;
  }
  return null;
}
