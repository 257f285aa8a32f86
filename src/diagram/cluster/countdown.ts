import type { WaitView } from '../../sim/snapshot.ts';
import { put, svg } from './nodes.ts';
import { shareLeft } from './waits.ts';

/** A ring that runs down with a wait. */
export interface Countdown {
  readonly g: SVGGElement;
  readonly place: (x: number, y: number, radius: number) => void;
  /** null hides the ring. */
  readonly show: (wait: WaitView | undefined, nowUs: number) => void;
}

export function createCountdown(): Countdown {
  const track = svg('circle', { class: 'countdown-track' });
  const arc = svg('circle', { class: 'countdown-arc', pathLength: 1, transform: 'rotate(-90)' });
  const g = svg('g', { class: 'countdown', display: 'none' }, track, arc);
  return {
    g,
    place(x, y, radius) {
      put(g, 'transform', `translate(${x},${y})`);
      put(track, 'r', radius);
      put(arc, 'r', radius);
    },
    show(wait, nowUs) {
      put(g, 'display', wait ? 'inline' : 'none');
      if (wait) put(arc, 'stroke-dasharray', `${shareLeft(wait, nowUs).toFixed(3)} 1`);
    },
  };
}
