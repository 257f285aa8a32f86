/** A follower as the leader's high-watermark rule sees it. */
export interface FollowerProgress {
  readonly id: number;
  /** −1: it has not fetched in this leadership. */
  readonly logEndOffset: number;
  readonly lastCaughtUpUs: number;
  /** Unfenced, not shutting down, and fetching with its current broker epoch: it may be in the ISR. */
  readonly eligible: boolean;
}

export interface HighWatermarkInput {
  readonly highWatermark: number;
  readonly leaderEndOffset: number;
  readonly followers: readonly FollowerProgress[];
  /** The committed ISR. */
  readonly isr: readonly number[];
  /** ISR ∪ members being added; while a shrink is in flight still the old ISR. */
  readonly maximalIsr: readonly number[];
  /** min(min.insync.replicas, number of replicas). */
  readonly effectiveMinIsr: number;
  readonly nowUs: number;
  readonly replicaLagTimeMaxUs: number;
}

/** Whether a follower's log is level with the leader's, or was within replica.lag.time.max.ms. */
export const isCaughtUp = (
  follower: FollowerProgress,
  leaderEndOffset: number,
  nowUs: number,
  replicaLagTimeMaxUs: number,
): boolean => follower.logEndOffset === leaderEndOffset || nowUs - follower.lastCaughtUpUs <= replicaLagTimeMaxUs;

/**
 * The high watermark a leader may hold now: the lowest log end offset over itself, the maximal ISR, and every eligible
 * follower that is caught up though not yet in the ISR. It never falls, and stands still while the ISR is smaller than
 * the effective min.insync.replicas, so that even acks=1 records stay hidden then.
 * Source: kafka.cluster.Partition.maybeIncrementLeaderHW (4.3.1).
 */
export function nextHighWatermark(input: HighWatermarkInput): number {
  if (input.isr.length < input.effectiveMinIsr) return input.highWatermark;
  let candidate = input.leaderEndOffset;
  for (const follower of input.followers) {
    const counts =
      input.maximalIsr.includes(follower.id) ||
      (follower.eligible && isCaughtUp(follower, input.leaderEndOffset, input.nowUs, input.replicaLagTimeMaxUs));
    if (counts && follower.logEndOffset < candidate) candidate = follower.logEndOffset;
  }
  return Math.max(candidate, input.highWatermark);
}
