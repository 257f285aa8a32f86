import type { LinkView } from '../../sim/snapshot.ts';
import type { ClusterLabels } from './labels.ts';
import { type ItemNode, itemNode, joinNodes, mark, put, putItem, putSpot, sayIn, svg, tell, text } from './nodes.ts';
import type { LinkPlace } from './places.ts';
import type { Part, Scene } from './scene.ts';
import { pathOf, trackOf } from './track.ts';

/** Links that are cut, slow or selected: a bracket between two nodes with a pill that says so. */
export function createLinks(lines: SVGGElement, items: SVGGElement): Part {
  const nodes = new Map<string, LinkNode>();
  const brackets = new Map<string, { readonly g: SVGGElement; readonly path: SVGPathElement }>();
  const layer = svg('g');
  lines.append(layer);
  return {
    arrange({ layout }) {
      joinNodes(layer, brackets, layout.links, () => {
        const path = svg('path');
        return { g: svg('g', { class: 'link-line' }, path), path };
      });
      joinNodes(items, nodes, layout.links, buildLink);
      for (const place of layout.links) {
        const node = nodes.get(place.key);
        if (!node) continue;
        putItem(node, place);
        putSpot(node.text, place.text);
        put(brackets.get(place.key)?.path ?? node.sign, 'd', pathOf(trackOf(place.line), 7));
      }
    },
    refresh(scene) {
      for (const place of scene.layout.links)
        refreshLink(nodes.get(place.key), brackets.get(place.key)?.g, place, scene);
    },
  };
}

interface LinkNode extends ItemNode {
  readonly sign: SVGPathElement;
  readonly text: SVGTextElement;
}

function buildLink(): LinkNode {
  const item = itemNode('link', 12);
  const sign = svg('path', { class: 'sign', transform: 'translate(14,12)' });
  const label = text('name');
  item.g.append(sign, label);
  return { ...item, sign, text: label };
}

const signs = {
  cut: 'M-5.5 0a3 3 0 0 1 3 -3M2.5 3a3 3 0 0 0 0 -6M-2.5 3a3 3 0 0 1 -3 -3M-1 -5l2 10',
  slow: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0M0 -3v3l2.2 1.5',
  plain: 'M-5 0h10',
} as const;

function refreshLink(node: LinkNode | undefined, line: SVGGElement | undefined, place: LinkPlace, scene: Scene): void {
  if (!node) return;
  const { labels } = scene.view;
  const on = (from: number, to: number) => scene.snapshot.links.find((link) => link.from === from && link.to === to);
  const directions = [on(place.a, place.b), on(place.b, place.a)].filter((link) => link !== undefined);
  const state = directions.some((link) => link.cut)
    ? 'cut'
    : directions.some((link) => link.latencyUs !== null)
      ? 'slow'
      : 'plain';
  put(node.sign, 'd', signs[state]);
  const whole = linkText(place, directions, state, labels);
  const cut = sayIn(node.text, place.text, whole);
  tell(node, labels.sentences.link(place.a, place.b, directions), cut);
  for (const part of [node.g, line]) if (part) put(part, 'data-state', state);
  mark(node.g, 'is-selected', scene.selected === place.key);
  mark(node.g, 'is-changed', scene.view.changed.has(place.key));
}

function linkText(
  { a, b }: LinkPlace,
  directions: readonly LinkView[],
  state: keyof typeof signs,
  labels: ClusterLabels,
): string {
  const told = directions.filter((link) => (state === 'cut' ? link.cut : state === 'slow' && link.latencyUs !== null));
  const first = told[0];
  if (!first) return `${a} ↔ ${b}`;
  const ends = told.length === 2 ? `${a}↔${b}` : `${first.from}→${first.to}`;
  return `${ends} ${state === 'cut' ? labels.linkCut : labels.latency(first.latencyUs ?? 0)}`;
}
