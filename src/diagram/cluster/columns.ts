import { clamp } from './geometry.ts';
import type { ClusterStructure } from './structure.ts';

export const stageMargin = 12;
/** Between a rack's frame and its brokers. */
export const rackPad = 5;
const maxBrokerWidth = 300;
/** Below this the picture grows wider than the stage, which then scrolls. */
const minBrokerWidth = 50;

/** Where the columns of the wide layout stand: producers, a gutter, the brokers with gaps between them, a gutter, groups. */
export interface Columns {
  /** Left edge of each broker, in column order. */
  readonly x: readonly number[];
  readonly width: number;
  readonly gap: number;
  readonly producers: { readonly x: number; readonly width: number };
  readonly groups: { readonly x: number; readonly width: number };
  /** Left and right edge of all racks. */
  readonly racks: readonly [number, number];
  /** Right edge of the picture. */
  readonly end: number;
}

export function placeColumns(structure: ClusterStructure, width: number): Columns {
  const count = Math.max(1, structure.brokers.length);
  const hasProducers = structure.producers.length > 0;
  const hasGroups = structure.groups.length > 0;
  const share = (producers: number, groups: number, gutter: number, gap: number) => {
    const left = hasProducers ? { width: producers, gutter } : { width: 0, gutter: 0 };
    const right = hasGroups ? { width: groups, gutter } : { width: 0, gutter: 0 };
    const sides = left.width + left.gutter + right.width + right.gutter + 2 * rackPad;
    return { left, right, gap, sides, broker: (width - 2 * stageMargin - sides - (count - 1) * gap) / count };
  };
  const roomy = share(clamp(width * 0.138, 96, 150), clamp(width * 0.17, 124, 200), 34, 18);
  const tight = count > 6 ? share(88, 108, 24, 12) : share(92, 112, 26, 14);
  const { left, right, gap, sides, broker } = roomy.broker >= 110 ? roomy : tight;
  const brokerWidth = Math.floor(clamp(broker, minBrokerWidth, maxBrokerWidth));
  const start = Math.max(stageMargin, Math.floor((width - sides - count * (brokerWidth + gap) + gap) / 2));
  const racksStart = start + left.width + left.gutter;
  const first = racksStart + rackPad;
  const racksEnd = first + count * (brokerWidth + gap) - gap + rackPad;
  return {
    x: Array.from({ length: structure.brokers.length }, (_, i) => first + i * (brokerWidth + gap)),
    width: brokerWidth,
    gap,
    producers: { x: start, width: left.width },
    groups: { x: racksEnd + right.gutter, width: right.width },
    racks: [racksStart, racksEnd],
    end: racksEnd + right.gutter + right.width + stageMargin,
  };
}

/** Lanes for vertical lines in a gutter, one for each of `count`, packets clear of both sides. */
export function lanes(from: number, to: number, count: number): number[] {
  const half = 10;
  if (count < 2) return [(from + to) / 2];
  const step = (to - from - 2 * half) / (count - 1);
  return Array.from({ length: count }, (_, i) => from + half + i * step);
}
