import type { RecordBatch } from '../../../kafka/record/record-batch.ts';

/** A partition as an onlooker knows it: what was ever committed, and whether that is still promised. */
export interface WatchedPartition {
  /** `topic-partition`, for people. */
  readonly name: string;
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  /** Highest high watermark that anybody held who took itself for the leader. */
  highWatermark: number;
  /** What lies below it, oldest first, as it was when it was committed; the oldest are forgotten. */
  committed: RecordBatch[];
  /** One more than the last offset that was acknowledged with acks=all. */
  acknowledgedTo: number;
  /** The latest batches that were. */
  acknowledged: RecordBatch[];
  /** Brokers whose disks lost some of what was committed and that have not got it back. */
  readonly lost: Set<number>;
  /** Brokers of the ELR that had been taken out of the replicas and came back with nothing; until they have caught up. */
  readonly returned: Set<number>;
  /** Brokers that start with less on their disks than they had written; for as long as they start. */
  readonly cut: Set<number>;
  /** Offsets may be missing: some replica of it was cleaned, or may be. */
  compacted: boolean;
  /** A leader that had lost data wrote on in its old epoch: a replica may hold what its leader's epochs do not tell apart. */
  wroteInOldEpoch: boolean;
  /** Why nothing is promised of its records any more; null: it is. */
  suspended: string | null;
}

export const watchPartition = (topic: string, partition: number, topicId: string): WatchedPartition => ({
  name: `${topic}-${partition}`,
  topic,
  partition,
  topicId,
  highWatermark: 0,
  committed: [],
  acknowledgedTo: 0,
  acknowledged: [],
  lost: new Set(),
  returned: new Set(),
  cut: new Set(),
  compacted: false,
  wroteInOldEpoch: false,
  suspended: null,
});

/** So many batches of a partition are remembered; half of them go when there are more. */
const maxBatches = 4096;

/** Notes what lies from the highest high watermark so far up to a higher one. */
export function noteCommitted(watched: WatchedPartition, batches: readonly RecordBatch[], highWatermark: number): void {
  for (const batch of batches) watched.committed.push(batch);
  watched.highWatermark = highWatermark;
  if (watched.committed.length > maxBatches) watched.committed.splice(0, maxBatches / 2);
}

/** So many acknowledged ones: a cut does not reach further back. */
const maxAcknowledged = 512;

export function noteAcknowledged(watched: WatchedPartition, endOffset: number, batch: RecordBatch | undefined): void {
  watched.acknowledgedTo = Math.max(watched.acknowledgedTo, endOffset);
  if (batch !== undefined) watched.acknowledged.push(batch);
  if (watched.acknowledged.length > maxAcknowledged) watched.acknowledged.splice(0, maxAcknowledged / 2);
}

/** The batch that ends at this offset as it was committed; undefined: not known (any more). */
export function committedBatch({ committed }: WatchedPartition, lastOffset: number): RecordBatch | undefined {
  let low = 0;
  let high = committed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((committed[middle]?.lastOffset ?? 0) < lastOffset) low = middle + 1;
    else high = middle;
  }
  const found = committed[low];
  return found?.lastOffset === lastOffset ? found : undefined;
}
