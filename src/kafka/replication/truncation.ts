/** An epoch and where it ends: the next epoch's start, or the log end for the newest. */
export interface EpochEnd {
  readonly epoch: number;
  readonly endOffset: number;
}

/**
 * Where a follower must cut its log after the leader answered with a diverging epoch.
 * `done` false: the next fetch carries an older lastFetchedEpoch and may diverge again.
 * Source: kafka.server.AbstractFetcherThread.getOffsetTruncationState (4.3.1), KIP-101, KIP-279, KIP-595.
 *
 * @param leader the leader's end of the epoch, endOffset −1 when it knows none
 * @param own the follower's own end of `leader.epoch` (or the floor epoch), undefined when it has none
 */
export function truncationOffset(
  leader: EpochEnd,
  own: EpochEnd | undefined,
  logEndOffset: number,
  highWatermark: number,
): { readonly offset: number; readonly done: boolean } {
  if (leader.endOffset < 0) return { offset: Math.min(highWatermark, logEndOffset), done: true };
  if (own === undefined) return { offset: Math.min(leader.endOffset, logEndOffset), done: true };
  if (own.epoch !== leader.epoch) return { offset: Math.min(own.endOffset, logEndOffset), done: false };
  return { offset: Math.min(own.endOffset, leader.endOffset, logEndOffset), done: true };
}
