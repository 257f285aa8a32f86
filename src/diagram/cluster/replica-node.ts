import { type Countdown, createCountdown } from './countdown.ts';
import { crownPath } from './draw-brokers.ts';
import type { ClusterLabels } from './labels.ts';
import { type ItemNode, itemNode, put, putItem, putSpot, svg, text } from './nodes.ts';
import type { StripPlace } from './places.ts';

/** The nodes of one replica's strip, and what was written into them last. */
export interface ReplicaNode extends ItemNode {
  readonly name: SVGTextElement;
  readonly role: SVGTextElement;
  readonly crown: SVGPathElement;
  readonly first: SVGTextElement;
  readonly numbers: SVGTextElement;
  readonly countdown: Countdown;
  /** Window over the offsets; clips what slides. */
  readonly pane: SVGSVGElement;
  readonly origin: SVGGElement;
  readonly slide: SVGGElement;
  readonly lags: SVGGElement;
  readonly cells: SVGGElement;
  readonly letters: SVGGElement;
  readonly start: SVGPathElement;
  readonly mark: SVGPathElement;
  readonly flags: SVGGElement;
  readonly cursor: SVGRectElement;
  /** What the strip showed last; an equal one is not drawn again. */
  shown: string;
  firstOffset: number;
  end: number;
  /** When it last changed, wall-clock milliseconds. */
  changedAt: number;
  labels: ClusterLabels | null;
}

export function buildReplica(): ReplicaNode {
  const item = itemNode('replica', 9);
  const crown = svg('path', { class: 'crown', d: crownPath });
  const [name, role, first, numbers] = [text('name'), text('role'), text('numbers'), text('numbers')];
  const [lags, cells, letters, flags] = [svg('g'), svg('g'), svg('g', { class: 'letters' }), svg('g')];
  const start = svg('path', { class: 'log-start' });
  const mark = svg('path', { class: 'high-watermark' });
  const cursor = svg('rect', { class: 'cursor', rx: 4, display: 'none' });
  const slide = svg('g', {}, lags, cells, letters, start, mark, flags, cursor);
  const origin = svg('g', {}, slide);
  const pane = svg('svg', { class: 'offsets' }, origin);
  const countdown = createCountdown();
  first.classList.add('is-mono');
  item.g.append(name, role, crown, countdown.g, pane, first, numbers);
  const parts = { name, role, crown, first, numbers, countdown, pane, origin, slide, lags, cells, letters };
  return {
    ...item,
    ...parts,
    start,
    mark,
    flags,
    cursor,
    shown: '',
    firstOffset: 0,
    end: -1,
    changedAt: 0,
    labels: null,
  };
}

/** Room around the cells for ticks and flags that stand out of them. */
const paneMargin = 6;
const paneRise = 4;

export function arrangeReplica(node: ReplicaNode | undefined, place: StripPlace): void {
  if (!node) return;
  putItem(node, place);
  const { parts } = place;
  putSpot(node.name, parts.name);
  putSpot(node.role, parts.role);
  putSpot(node.numbers, parts.numbers);
  put(node.first, 'x', parts.cells.x);
  put(node.first, 'y', parts.numbers.y);
  put(node.first, 'font-size', parts.numbers.style.size);
  put(node.pane, 'x', parts.cells.x - paneMargin);
  put(node.pane, 'y', parts.cells.y - paneRise);
  put(node.pane, 'width', parts.cells.width + 2 * paneMargin);
  put(node.pane, 'height', parts.flags.y + parts.flags.height + 2 - parts.cells.y + paneRise);
  put(node.origin, 'transform', `translate(${paneMargin - parts.cells.x},${paneRise - parts.cells.y})`);
  const crownX = parts.role.anchor === 'end' ? parts.role.x - 12.2 : parts.role.x;
  put(node.crown, 'transform', `translate(${crownX},${parts.role.y})`);
  node.shown = '';
}
