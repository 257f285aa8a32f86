import { type Direction, neighbour } from './navigate.ts';
import { put } from './nodes.ts';
import type { Placed } from './places.ts';

/** One stop for Tab; arrow keys go from thing to thing. */
export interface RovingFocus {
  /** Things came or went: the stop stays where it was, or goes to the first thing. */
  readonly arrange: (items: readonly Placed[]) => void;
  readonly keyOf: (target: EventTarget | null) => string | null;
  readonly go: (from: string, direction: Direction) => boolean;
}

/** `host` is the element around the stage: Chromium makes an SVG that listens for focus a stop for Tab itself. */
export function createRovingFocus(host: HTMLElement, stage: SVGSVGElement): RovingFocus {
  let items: readonly Placed[] = [];
  let stop: string | null = null;
  const node = (key: string | null) =>
    key === null ? null : stage.querySelector<SVGGElement>(`.item[data-key="${CSS.escape(key)}"]`);
  const move = (key: string) => {
    const before = node(stop);
    if (before) put(before, 'tabindex', -1);
    stop = key;
    const after = node(key);
    if (after) put(after, 'tabindex', 0);
  };
  const keyOf = (target: EventTarget | null) =>
    target instanceof Element ? (target.closest('.item')?.getAttribute('data-key') ?? null) : null;
  host.addEventListener('focusin', (event) => {
    const key = keyOf(event.target);
    if (key !== null && key !== stop) move(key);
  });
  return {
    keyOf,
    arrange(next) {
      const hadFocus = items.length > 0 && stage.contains(document.activeElement);
      items = next;
      const kept = items.find((item) => item.key === stop) ?? items[0];
      if (kept) move(kept.key);
      if (hadFocus && !stage.contains(document.activeElement)) node(stop)?.focus();
    },
    go(from, direction) {
      const start = items.find((item) => item.key === from);
      const next = start && neighbour(items, start, direction);
      if (next) node(next.key)?.focus();
      return next !== null && next !== undefined;
    },
  };
}
