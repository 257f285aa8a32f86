/** A log drawn along its offsets. Lengths are percent of the ruler's width. */
export interface Ruler {
  readonly segments: readonly { readonly baseOffset: number; readonly from: number; readonly width: number }[];
  readonly marks: readonly RulerMark[];
  /** Lanes that the marks' names need so that none lies over another. */
  readonly lanes: number;
  readonly clean: RulerSpan | null;
  readonly dirty: RulerSpan | null;
}

export type MarkName =
  | 'logStartOffset'
  | 'highWatermark'
  | 'logEndOffset'
  | 'recoveryPoint'
  | 'durableOffset'
  | 'cleanerOffset';

export interface RulerMark {
  readonly name: MarkName;
  readonly offset: number;
  readonly at: number;
  readonly lane: number;
  /** The name stands left of its tick, where there is no room on the right. */
  readonly toLeft: boolean;
}

interface RulerSpan {
  readonly from: number;
  readonly width: number;
}

export interface RulerInput {
  /** Base offsets of the segments, growing. */
  readonly segments: readonly number[];
  readonly end: number;
  readonly offsets: Readonly<Record<MarkName, number | null>>;
}

const order: readonly MarkName[] = [
  'logStartOffset',
  'cleanerOffset',
  'recoveryPoint',
  'durableOffset',
  'highWatermark',
  'logEndOffset',
];

/** `nameWidth`: percent of the ruler that the longest name takes. */
export function layOutRuler({ segments, end, offsets }: RulerInput, nameWidth: number): Ruler {
  const begin = Math.min(segments[0] ?? 0, offsets.logStartOffset ?? Number.POSITIVE_INFINITY);
  const length = Math.max(1, end - begin);
  const percent = (offset: number): number => (100 * Math.min(length, Math.max(0, offset - begin))) / length;
  const boxes = segments.map((baseOffset, i) => {
    const from = percent(baseOffset);
    return { baseOffset, from, width: percent(segments[i + 1] ?? end) - from };
  });
  const placed = order
    .flatMap((name) => (offsets[name] === null ? [] : [{ name, offset: offsets[name], at: percent(offsets[name]) }]))
    .sort((a, b) => a.at - b.at || order.indexOf(a.name) - order.indexOf(b.name));
  const { marks, lanes } = layOutNames(placed, nameWidth);
  return { segments: boxes, marks, lanes, ...cleanAndDirty(segments, offsets, percent) };
}

type PlacedMark = Pick<RulerMark, 'name' | 'offset' | 'at'>;

/**
 * A name stands right of its tick, or left of it where the end is near. Ticks reach down from the ruler to their name's
 * lane, so of two names that would meet, the one whose tick would cross the other gets the upper lane.
 */
function layOutNames(marks: readonly PlacedMark[], width: number): Pick<Ruler, 'marks' | 'lanes'> {
  const left = sidesOf(marks, width);
  const set: { at: number; from: number; lane: number }[] = [];
  const place = (at: number, from: number): number => {
    const to = from + width;
    const isFree = (lane: number): boolean =>
      set.every(
        (other) =>
          (other.lane !== lane || other.from + width <= from || other.from >= to) &&
          // A tick that goes on to a deeper lane would cross the name.
          (other.lane <= lane || other.at <= from || other.at >= to),
      );
    let lane = 0;
    while (!isFree(lane)) lane++;
    set.push({ at, from, lane });
    return lane;
  };
  const lanes = new Map<PlacedMark, number>();
  for (const mark of marks.toReversed()) if (!left.has(mark)) lanes.set(mark, place(mark.at, mark.at));
  for (const mark of marks) if (left.has(mark)) lanes.set(mark, place(mark.at, mark.at - width));
  return {
    marks: marks.map((mark) => ({ ...mark, lane: lanes.get(mark) ?? 0, toLeft: left.has(mark) })),
    lanes: set.reduce((most, { lane }) => Math.max(most, lane + 1), 0),
  };
}

/** Those whose names stand on the left: there is no room on the right, or such a tick would cross the name. */
function sidesOf(marks: readonly PlacedMark[], width: number): Set<PlacedMark> {
  const left = new Set<PlacedMark>();
  let nextLeft = 100;
  for (const mark of marks.toReversed()) {
    if (mark.at + width <= nextLeft || mark.at < width) continue;
    left.add(mark);
    nextLeft = mark.at;
  }
  return left;
}

/** Clean below the cleaner's checkpoint, dirty up to the active segment, which is never cleaned. */
function cleanAndDirty(
  segments: readonly number[],
  offsets: RulerInput['offsets'],
  percent: (offset: number) => number,
): Pick<Ruler, 'clean' | 'dirty'> {
  const cleaner = offsets.cleanerOffset;
  if (cleaner === null) return { clean: null, dirty: null };
  const at = percent(cleaner);
  const active = percent(segments.at(-1) ?? 0);
  return {
    clean: at > 0 ? { from: 0, width: at } : null,
    dirty: active > at ? { from: at, width: active - at } : null,
  };
}
