/**
 * The lowest log start over the leader and its live followers: below it, no live replica has records.
 * Source: kafka.cluster.Partition.lowWatermarkIfLeader (4.3.1).
 */
export function lowWatermark(
  leaderLogStartOffset: number,
  followers: readonly { readonly logStartOffset: number; readonly alive: boolean }[],
): number {
  let lowest = leaderLogStartOffset;
  for (const { logStartOffset, alive } of followers) if (alive) lowest = Math.min(lowest, logStartOffset);
  return lowest;
}
