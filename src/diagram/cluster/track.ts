import type { Point } from './geometry.ts';

/** A line of straight pieces along which packets run. */
export interface Track {
  readonly points: readonly Point[];
  /** Way from the start to each point, pixels. */
  readonly ways: readonly number[];
  readonly length: number;
}

export function trackOf(points: readonly Point[]): Track {
  const kept = points.filter((point, i) => {
    const before = points[i - 1];
    return before === undefined || before.x !== point.x || before.y !== point.y;
  });
  const ways = [0];
  let length = 0;
  for (let i = 1; i < kept.length; i++) {
    const a = kept[i - 1];
    const b = kept[i];
    if (a && b) length += Math.hypot(b.x - a.x, b.y - a.y);
    ways.push(length);
  }
  return { points: kept, ways, length };
}

/** The point at a share of the way, 0…1. */
export function pointAt(track: Track, share: number): Point {
  const way = Math.max(0, Math.min(1, share)) * track.length;
  let i = 1;
  while (i < track.ways.length - 1 && (track.ways[i] ?? 0) < way) i++;
  const a = track.points[i - 1];
  const b = track.points[i];
  if (!a) return { x: 0, y: 0 };
  if (!b) return a;
  const from = track.ways[i - 1] ?? 0;
  const piece = (track.ways[i] ?? 0) - from;
  const along = piece === 0 ? 0 : (way - from) / piece;
  return { x: a.x + (b.x - a.x) * along, y: a.y + (b.y - a.y) * along };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** SVG path data of the track with corners rounded by up to `radius` pixels. */
export function pathOf(track: Track, radius: number): string {
  const { points } = track;
  const first = points[0];
  if (!first) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  for (let i = 1; i < points.length; i++) {
    const corner = points[i];
    const before = points[i - 1];
    const after = points[i + 1];
    if (!corner || !before) continue;
    if (!after) {
      path += `L${round(corner.x)} ${round(corner.y)}`;
      continue;
    }
    const into = towards(corner, before, radius);
    const out = towards(corner, after, radius);
    path += `L${round(into.x)} ${round(into.y)}Q${round(corner.x)} ${round(corner.y)} ${round(out.x)} ${round(out.y)}`;
  }
  return path;
}

/** The point `distance` from a towards b, at most half way. */
function towards(a: Point, b: Point, distance: number): Point {
  const whole = Math.hypot(b.x - a.x, b.y - a.y);
  const share = whole === 0 ? 0 : Math.min(distance, whole / 2) / whole;
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}
