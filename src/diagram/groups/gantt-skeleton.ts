import { svg } from '../cluster/nodes.ts';

/** The fixed nodes of the chart, from back to front. */
export interface GanttNodes {
  readonly root: HTMLDivElement;
  readonly stage: SVGSVGElement;
  readonly grid: SVGGElement;
  readonly marks: SVGGElement;
  readonly bars: SVGGElement;
  readonly rows: SVGGElement;
  /** Values of `fill` for hatched bars. */
  readonly hatch: { readonly still: string; readonly dead: string };
}

let instances = 0;

export function buildGantt(): GanttNodes {
  instances++;
  const size = { width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
  const pattern = (name: string) =>
    svg(
      'pattern',
      { id: `gantt-${name}-${instances}`, class: `hatch-${name}`, ...size },
      svg('rect', { width: 2.5, height: 6 }),
    );
  const [grid, marks, bars, rows] = [svg('g'), svg('g'), svg('g'), svg('g')];
  for (const [layer, name] of [
    [grid, 'grid'],
    [marks, 'marks'],
    [bars, 'bars'],
    [rows, 'rows'],
  ] as const)
    layer.setAttribute('class', name);
  for (const layer of [grid, rows]) layer.setAttribute('aria-hidden', 'true');
  const defs = svg('defs', {}, pattern('still'), pattern('dead'));
  const stage = svg('svg', { class: 'gantt-stage', role: 'group' }, defs, grid, marks, bars, rows);
  const root = document.createElement('div');
  root.className = 'gantt';
  root.append(stage);
  const hatch = { still: `url(#gantt-still-${instances})`, dead: `url(#gantt-dead-${instances})` };
  return { root, stage, grid, marks, bars, rows, hatch };
}
