import { select } from 'd3';
import { put, say, svg } from '../cluster/nodes.ts';
import { textWidth } from '../cluster/text.ts';
import type { GanttLabels } from './draw.ts';
import type { GanttNodes } from './gantt-skeleton.ts';
import type { GanttBar } from './layout.ts';

export interface BarNode {
  readonly g: SVGGElement;
  readonly ring: SVGRectElement;
  readonly frame: SVGRectElement;
  readonly stripes: SVGGElement;
  readonly hatch: SVGRectElement;
  readonly words: SVGTextElement;
}

export function barNode(): BarNode {
  const [ring, frame, hatch] = [svg('rect', { class: 'ring', rx: 5 }), svg('rect', { rx: 3 }), svg('rect', { rx: 3 })];
  const [stripes, words] = [svg('g'), svg('text')];
  frame.setAttribute('class', 'frame');
  hatch.setAttribute('class', 'hatch');
  const g = svg('g', { role: 'button', tabindex: -1 }, ring, frame, stripes, hatch, words);
  return { g, ring, frame, stripes, hatch, words };
}

const wordStyle = { size: 11 };
const padding = 6;

export function putBar(node: BarNode, bar: GanttBar, labels: GanttLabels, hatch: GanttNodes['hatch']): void {
  const { phase } = bar.span;
  put(node.g, 'class', `bar ${phase}`);
  put(node.g, 'data-key', bar.key);
  put(node.g, 'aria-label', labels.tell({ kind: 'bar', bar }));
  putRect(node.ring, bar, 3);
  putRect(node.frame, bar, 0);
  putRect(node.hatch, bar, 0);
  put(node.hatch, 'fill', phase === 'joining' ? hatch.still : phase === 'dead' ? hatch.dead : 'none');
  putStripes(node.stripes, bar);
  const room = bar.width - 2 * padding;
  const words = labels.inBar(bar).find((text) => textWidth(text, wordStyle) <= room) ?? '';
  put(node.words, 'x', bar.x + padding);
  put(node.words, 'y', bar.y + bar.height / 2);
  say(node.words, words);
}

function putRect(rect: SVGRectElement, { x, y, width, height }: GanttBar, grow: number): void {
  put(rect, 'x', x - grow);
  put(rect, 'y', y - grow);
  put(rect, 'width', width + 2 * grow);
  put(rect, 'height', height + 2 * grow);
}

/** Each partition has a stripe with its colour at its left edge, so that words stay readable on the rest. */
function putStripes(layer: SVGGElement, { x, width, stripes }: GanttBar): void {
  select(layer)
    .selectChildren<SVGRectElement, GanttBar['stripes'][number]>('rect')
    .data(stripes)
    .join('rect')
    .each(function (stripe) {
      put(this, 'class', stripe.colour < 0 ? 'c-internal' : `c${stripe.colour}`);
      put(this, 'x', x);
      put(this, 'y', stripe.y);
      put(this, 'width', width);
      put(this, 'height', stripe.height);
    });
}
