import { clamp } from './geometry.ts';
import { minStripHeight } from './strip-layout.ts';

export const foldHeight = 36;
export const stripPad = 6;
const foldGap = 6;
const minGap = 12;
const maxGap = 34;
const maxStripHeight = 88;

/** Where the rows of the wide layout stand: one a partition, then one a folded internal topic. */
export interface Rows {
  readonly tops: readonly number[];
  readonly stripHeight: number;
  /** Height of the gutter over and under each row. */
  readonly gap: number;
  readonly foldTops: readonly number[];
  /** Bottom of the brokers' frames. */
  readonly end: number;
}

/** Rows share the height between `top` and `end`; when it is not enough they keep their least height and the stage scrolls. */
export function placeRows(count: number, folds: number, top: number, end: number): Rows {
  const room = end - top - stripPad - folds * (foldHeight + foldGap) - minGap;
  const pitch = count === 0 ? minGap : clamp(room / count, minStripHeight + minGap, maxStripHeight + maxGap);
  const stripHeight = clamp(Math.floor(pitch - minGap), minStripHeight, maxStripHeight);
  const gap = count === 0 ? minGap : clamp(Math.floor(pitch - stripHeight), minGap, maxGap);
  const after = top + gap + count * (stripHeight + gap);
  const last = folds > 0 ? after + folds * (foldHeight + foldGap) - foldGap : after - gap;
  return {
    tops: Array.from({ length: count }, (_, row) => top + gap + row * (stripHeight + gap)),
    stripHeight,
    gap,
    foldTops: Array.from({ length: folds }, (_, i) => after + i * (foldHeight + foldGap)),
    end: Math.max(last + (count > 0 && folds === 0 ? minGap : 0) + stripPad, top + 60),
  };
}
