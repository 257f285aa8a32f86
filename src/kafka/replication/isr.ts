import { type FollowerProgress, isCaughtUp } from './high-watermark.ts';

/**
 * The members of the ISR that must leave: behind the leader and not caught up for longer than replica.lag.time.max.ms.
 * A follower whose log end equals the leader's never leaves, however long it has not fetched.
 * Source: kafka.cluster.Partition.getOutOfSyncReplicas, isFollowerOutOfSync (4.3.1).
 */
export function outOfSyncReplicas(
  isr: readonly number[],
  followers: readonly FollowerProgress[],
  leaderEndOffset: number,
  nowUs: number,
  replicaLagTimeMaxUs: number,
): number[] {
  return followers
    .filter((follower) => isr.includes(follower.id))
    .filter((follower) => !isCaughtUp(follower, leaderEndOffset, nowUs, replicaLagTimeMaxUs))
    .map((follower) => follower.id);
}

/**
 * Whether a follower outside the ISR may join: it has all that is committed and has reached the leader's own epoch, and
 * its broker is eligible. It need not be level with the leader.
 * Source: kafka.cluster.Partition.maybeExpandIsr, isFollowerInSync, isReplicaIsrEligible (4.3.1).
 */
export function mayJoinIsr(follower: FollowerProgress, highWatermark: number, leaderEpochStartOffset: number): boolean {
  return follower.eligible && follower.logEndOffset >= highWatermark && follower.logEndOffset >= leaderEpochStartOffset;
}

/**
 * The order in which a leader sends an ISR: it comes out of hash sets of ids, so ids below the table's size ascend.
 * Java's table has 16 buckets for up to 12 members, 32 up to 24, and so on.
 */
export function inHashSetOrder(ids: readonly number[]): number[] {
  let buckets = 16;
  while (ids.length > buckets * 0.75) buckets *= 2;
  const bucket = (id: number): number => id % buckets;
  return ids
    .map((id, at) => ({ id, at }))
    .sort((x, y) => bucket(x.id) - bucket(y.id) || x.at - y.at)
    .map(({ id }) => id);
}
