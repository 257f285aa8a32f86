import type { RecordBatch } from '../../../kafka/record/record-batch.ts';

/** What the leader of an epoch appended at an offset, and what stood before it. */
export interface Appended {
  readonly crc: number;
  readonly lastOffset: number;
  /** Epoch and last offset of the batch before; −1: it was the first of its log. */
  readonly afterEpoch: number;
  readonly afterOffset: number;
}

/** The batches that leaders of one partition appended, by `epoch/base offset`, oldest first; the oldest are forgotten. */
export interface AppendedBatches {
  readonly batches: Map<string, Appended>;
  /** What begins below may have been forgotten. */
  forgottenBelow: number;
}

export const appendedBatches = (): AppendedBatches => ({ batches: new Map(), forgottenBelow: 0 });

const maxBatches = 4096;

export const placeOf = ({ partitionLeaderEpoch, baseOffset }: RecordBatch): string =>
  `${partitionLeaderEpoch}/${baseOffset}`;

export function noteAppended(appended: AppendedBatches, batch: RecordBatch, before: RecordBatch | undefined): void {
  appended.batches.set(placeOf(batch), {
    crc: batch.crc,
    lastOffset: batch.lastOffset,
    afterEpoch: before?.partitionLeaderEpoch ?? -1,
    afterOffset: before?.lastOffset ?? -1,
  });
  if (appended.batches.size <= maxBatches) return;
  for (const [place] of appended.batches) {
    if (appended.batches.size <= maxBatches / 2) return;
    appended.batches.delete(place);
    const offset = Number(place.slice(place.indexOf('/') + 1));
    appended.forgottenBelow = Math.max(appended.forgottenBelow, offset + 1);
  }
}
