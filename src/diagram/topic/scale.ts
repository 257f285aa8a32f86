import { scaleLinear } from 'd3';
import type { PartitionView } from '../../sim/snapshot.ts';
import { longestEnd, type OffsetWindow } from '../cluster/cells.ts';

/** The last so many records of each partition; null: everything that is kept. */
export type Zoom = number | null;

/** Fewer offsets than this are never stretched over a whole ruler. */
const leastCount = 16;
/** A record that would be narrower is no cell but part of a bar, pixels. */
const leastPitch = 6;

/**
 * What each partition's ruler shows, in the order given: as many pixels a record on all of them. The whole is one
 * window for all, with round ends, so that the eye compares the partitions; the last records end where each log ends.
 */
export function windowsOf(partitions: readonly PartitionView[], zoom: Zoom): readonly OffsetWindow[] {
  if (zoom !== null) {
    return partitions.map((partition) => ({ first: Math.max(0, longestEnd(partition) - zoom), count: zoom }));
  }
  const starts = partitions.flatMap(({ replicas }) => replicas.map((replica) => replica.logStartOffset));
  const first = starts.reduce((least, start) => Math.min(least, start), starts[0] ?? 0);
  const end = partitions.reduce((most, partition) => Math.max(most, longestEnd(partition)), first);
  const [from = first, to = end] = scaleLinear()
    .domain([first, Math.max(end, first + leastCount)])
    .nice(8)
    .domain();
  const whole = { first: Math.max(0, from), count: to - Math.max(0, from) };
  return partitions.map(() => whole);
}

/** Whether every record has a cell of its own. */
export const showsCells = (window: OffsetWindow, width: number): boolean => width / window.count >= leastPitch;

/** Offsets that the axis names, about one for each `space` pixels. */
export function axisOffsets(window: OffsetWindow, width: number, space: number): readonly number[] {
  const wanted = Math.max(1, Math.floor(width / space));
  return scaleLinear()
    .domain([window.first, window.first + window.count])
    .ticks(Math.min(wanted, window.count))
    .filter((offset) => Number.isInteger(offset));
}

export const isInside = (offset: number, window: OffsetWindow): boolean =>
  offset >= window.first && offset <= window.first + window.count;
