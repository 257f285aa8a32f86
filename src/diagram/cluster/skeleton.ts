import { svg } from './nodes.ts';

/** The fixed nodes of a diagram, from back to front. */
export interface Skeleton {
  readonly root: HTMLDivElement;
  readonly scroll: HTMLDivElement;
  readonly stage: SVGSVGElement;
  readonly legend: HTMLUListElement;
  readonly waits: HTMLUListElement;
  /** Value of `fill` for hatched areas. */
  readonly hatch: string;
  readonly frames: SVGGElement;
  readonly links: SVGGElement;
  readonly lines: SVGGElement;
  readonly packets: SVGGElement;
  /** A layer for one kind of selectable things; layers stand in reading order. */
  readonly layer: () => SVGGElement;
}

let instances = 0;

export function buildSkeleton(): Skeleton {
  instances++;
  const id = `cluster-hatch-${instances}`;
  const stripe = svg('rect', { width: 2, height: 7 });
  const size = { width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
  const pattern = svg('pattern', { id, class: 'hatch-pattern', ...size }, stripe);
  const [frames, links, lines] = [svg('g'), svg('g'), svg('g', { class: 'lines' })];
  const items = svg('g');
  const packets = svg('g', { class: 'packets', 'aria-hidden': 'true' });
  const stage = svg(
    'svg',
    { class: 'cluster-stage', role: 'group' },
    svg('defs', {}, pattern),
    frames,
    links,
    lines,
    items,
    packets,
  );
  const [root, scroll, foot] = [block('cluster'), block('cluster-scroll'), block('cluster-foot')];
  const [legend, waits] = [document.createElement('ul'), document.createElement('ul')];
  legend.className = 'cluster-legend';
  waits.className = 'cluster-waits';
  waits.hidden = true;
  scroll.append(stage);
  foot.append(legend, waits);
  root.append(scroll, foot);
  const layer = () => {
    const g = svg('g');
    items.append(g);
    return g;
  };
  return { root, scroll, stage, legend, waits, hatch: `url(#${id})`, frames, links, lines, packets, layer };
}

function block(className: string): HTMLDivElement {
  const div = document.createElement('div');
  div.className = className;
  return div;
}
