import type { AckedRange } from '../evidence-state.ts';

export const lengthOf = ({ first, last }: AckedRange): number => last - first + 1;

/** The parts of a range that the others have nothing of. */
export function without(range: AckedRange, others: readonly AckedRange[]): AckedRange[] {
  let parts = [range];
  for (const { epoch, first, last } of others) {
    if (epoch !== range.epoch) continue;
    parts = parts.flatMap((part) =>
      [
        { ...part, last: Math.min(part.last, first - 1) },
        { ...part, first: Math.max(part.first, last + 1) },
      ].filter((rest) => rest.first <= rest.last),
    );
  }
  return parts;
}

/** What both have; nothing of different epochs. */
export function overlap(range: AckedRange, other: AckedRange): AckedRange[] {
  const [first, last] = [Math.max(range.first, other.first), Math.min(range.last, other.last)];
  return range.epoch === other.epoch && first <= last ? [{ ...range, first, last }] : [];
}
