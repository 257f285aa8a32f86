/** CSS pixels, y downward. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export const right = (box: Box): number => box.x + box.width;
export const bottom = (box: Box): number => box.y + box.height;
export const middleX = (box: Box): number => box.x + box.width / 2;
export const middleY = (box: Box): number => box.y + box.height / 2;

export const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** True when the insides meet; touching edges do not count. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}

export const contains = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && right(inner) <= right(outer) && bottom(inner) <= bottom(outer);

/** Smallest box around all; a box of nothing at 0, 0 when there are none. */
export function around(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map(right)) - x, height: Math.max(...boxes.map(bottom)) - y };
}

/**
 * Starts of intervals as near to the wanted starts as they can be without meeting (least squares, by pooling
 * neighbours that collide), in the order of the wanted starts. They stay inside low…high while they fit there; what
 * does not fit runs over at the high end.
 */
export function spread(
  wanted: readonly number[],
  sizes: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const before: number[] = [];
  const pools: { sum: number; count: number }[] = [];
  let total = 0;
  for (const i of order) {
    before.push(total);
    let pool = { sum: (wanted[i] ?? 0) - total, count: 1 };
    total += (sizes[i] ?? 0) + gap;
    for (let last = pools.at(-1); last && last.sum / last.count > pool.sum / pool.count; last = pools.at(-1)) {
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
      pools.pop();
    }
    pools.push(pool);
  }
  const latest = Math.max(low, high - (total - gap));
  const starts = wanted.map(() => 0);
  let at = 0;
  for (const { sum, count } of pools) {
    for (const end = at + count; at < end; at++)
      starts[order[at] ?? 0] = clamp(sum / count, low, latest) + (before[at] ?? 0);
  }
  return starts;
}
