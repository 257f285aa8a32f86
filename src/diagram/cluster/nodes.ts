import { select } from 'd3';
import type { Placed, TextSpot } from './places.ts';
import { fitText } from './text.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number>>;

/** A new SVG element with attributes and children. */
export function svg<N extends keyof SVGElementTagNameMap>(
  name: N,
  attributes: Attributes = {},
  ...children: readonly Element[]
): SVGElementTagNameMap[N] {
  const node = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

/** Writes an attribute only when it differs, so that an unchanged frame touches nothing. */
export function put(node: Element, name: string, value: string | number): void {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

export function drop(node: Element, name: string): void {
  if (node.hasAttribute(name)) node.removeAttribute(name);
}

export function say(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Gives one of several marks to a node or takes it away. */
export function mark(node: Element, name: string, on: boolean): void {
  if (node.classList.contains(name) !== on) node.classList.toggle(name, on);
}

export const text = (className: string): SVGTextElement => svg('text', { class: className });

/** Puts a text node where its spot says. */
export function putSpot(node: Element, spot: TextSpot): void {
  put(node, 'x', spot.x);
  put(node, 'y', spot.y);
  put(node, 'text-anchor', spot.anchor);
  put(node, 'font-size', spot.style.size);
  mark(node, 'is-mono', spot.style.mono === true);
  mark(node, 'is-bold', spot.style.bold === true);
}

/** Writes as much of a text as fits its spot; returns the whole text when something had to go, else ''. */
export function sayIn(node: Element, spot: TextSpot, whole: string): string {
  const fitted = fitText(whole, spot.width, spot.style);
  say(node, fitted);
  return fitted === whole ? '' : whole;
}

export function putBox(node: Element, box: { readonly width: number; readonly height: number }, grow = 0): void {
  put(node, 'x', -grow);
  put(node, 'y', -grow);
  put(node, 'width', Math.max(0, box.width + 2 * grow));
  put(node, 'height', Math.max(0, box.height + 2 * grow));
}

/** What every selectable thing is made of: a group that is a button, its outline, its tooltip. */
export interface ItemNode {
  readonly g: SVGGElement;
  /** Outline of focus and selection. */
  readonly ring: SVGRectElement;
  readonly frame: SVGRectElement;
  readonly title: SVGTitleElement;
}

export function itemNode(className: string, radius: number): ItemNode {
  const title = svg('title');
  const ring = svg('rect', { class: 'ring', rx: radius + 2.5 });
  const frame = svg('rect', { class: 'frame', rx: radius });
  const g = svg('g', { class: `item ${className}`, role: 'button', tabindex: -1 }, title, ring, frame);
  return { g, ring, frame, title };
}

export function putItem(node: ItemNode, place: Placed): void {
  put(node.g, 'data-key', place.key);
  put(node.g, 'transform', `translate(${place.box.x},${place.box.y})`);
  putBox(node.ring, place.box, 2.5);
  putBox(node.frame, place.box);
}

/** The whole of what was shortened, as a tooltip. */
export function tell(node: ItemNode, label: string, ...shortened: readonly string[]): void {
  put(node.g, 'aria-label', label);
  say(node.title, shortened.filter((part) => part !== '').join('\n'));
}

/**
 * Keeps one node for each place, by key and in the order of the places: new ones are built, the others stay the same
 * nodes, those whose place is gone are removed.
 */
export function joinNodes<P extends { readonly key: string }, N extends { readonly g: SVGGElement }>(
  layer: SVGGElement,
  nodes: Map<string, N>,
  places: readonly P[],
  build: (place: P) => N,
): void {
  select(layer)
    .selectChildren<SVGGElement, P>('g')
    .data(places, (place) => place.key)
    .join(
      (enter) =>
        enter.append((place) => {
          const node = build(place);
          nodes.set(place.key, node);
          return node.g;
        }),
      (update) => update,
      (exit) => exit.each((place) => nodes.delete(place.key)).remove(),
    );
}
