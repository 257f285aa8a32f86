import { type Box, bottom, middleX, middleY, right } from './geometry.ts';
import type { Placed } from './places.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The arrow keys, by `KeyboardEvent.key`. */
export const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The neighbour that an arrow key leads to: the nearest thing in that direction, those in the same row or column first. */
export function neighbour(items: readonly Placed[], from: Placed, direction: Direction): Placed | null {
  let best: Placed | null = null;
  let least = Infinity;
  for (const item of items) {
    if (item.key === from.key) continue;
    const way = distance(from.box, item.box, direction);
    if (way !== null && way < least) {
      least = way;
      best = item;
    }
  }
  return best;
}

const asidePenalty = 100_000;

/** Way ahead; things that stand aside of the row or column come after all that stand in it. null: not ahead. */
function distance(from: Box, to: Box, direction: Direction): number | null {
  const across = direction === 'left' || direction === 'right';
  const forward = direction === 'right' || direction === 'down' ? 1 : -1;
  const centres = across ? middleX(to) - middleX(from) : middleY(to) - middleY(from);
  if (centres * forward <= 0.5) return null;
  const [fromStart, fromEnd, toStart, toEnd] = across
    ? [from.x, right(from), to.x, right(to)]
    : [from.y, bottom(from), to.y, bottom(to)];
  const [sideStart, sideEnd, toSideStart, toSideEnd] = across
    ? [from.y, bottom(from), to.y, bottom(to)]
    : [from.x, right(from), to.x, right(to)];
  const ahead = Math.max(0, forward > 0 ? toStart - fromEnd : fromStart - toEnd);
  const aside = Math.max(0, toSideStart - sideEnd, sideStart - toSideEnd);
  const askew = Math.abs((toSideStart + toSideEnd) / 2 - (sideStart + sideEnd) / 2);
  return ahead + 4 * aside + 0.2 * askew + (aside > 0 ? asidePenalty : 0);
}
