import './groups.css';
import type { GroupMark, MemberCommit } from '../../sim/group-history-state.ts';
import { arrows } from '../cluster/navigate.ts';
import { joinNodes, put } from '../cluster/nodes.ts';
import { type BarNode, barNode, putBar } from './draw-bars.ts';
import { commitKey, createFrame, createMarks, createRows } from './draw-lines.ts';
import { buildGantt } from './gantt-skeleton.ts';
import { barBeside, type Gantt, type GanttBar, type GanttInput, layOutGantt } from './layout.ts';

/** What the pointer or the focus is on. */
export type GanttTold =
  | { readonly kind: 'bar'; readonly bar: GanttBar }
  | { readonly kind: 'mark'; readonly mark: GroupMark }
  | { readonly kind: 'commit'; readonly member: string; readonly commit: MemberCommit };

/** Every word the chart shows, in the reader's language. */
export interface GanttLabels {
  readonly chart: string;
  /** One sentence on a bar, a mark or a commit. */
  readonly tell: (told: GanttTold) => string;
  /** Inside a bar: the first of them that fits. */
  readonly inBar: (bar: GanttBar) => readonly string[];
  readonly generation: (generation: number) => string;
  readonly clock: (us: number) => string;
}

export interface GanttCallbacks {
  /** The pointer or the focus is on another thing, or the thing has changed. */
  readonly onTell: (told: GanttTold) => void;
  /** A bar was clicked, or Enter was pressed on it. */
  readonly onChoose: (bar: GanttBar) => void;
}

export interface GanttChart {
  readonly update: (input: Omit<GanttInput, 'width'>, labels: GanttLabels) => void;
  readonly destroy: () => void;
}

/** Builds the chart into a container, which gives it its width. */
export function createGantt(container: HTMLElement, options: GanttCallbacks): GanttChart {
  const nodes = buildGantt();
  const { root, stage } = nodes;
  const bars = new Map<string, BarNode>();
  const parts = [createFrame(nodes.grid), createMarks(nodes.marks), createRows(nodes.rows)];
  let last: { readonly input: Omit<GanttInput, 'width'>; readonly labels: GanttLabels } | null = null;
  let gantt: Gantt | null = null;
  let stop: string | null = null;
  let told: string | null = null;

  const barOf = (key: string | null): GanttBar | null =>
    gantt?.rows.flatMap((row) => row.bars).find((bar) => bar.key === key) ?? null;
  const keyOf = (target: EventTarget | null): string | null =>
    target instanceof Element ? (target.closest('.bar')?.getAttribute('data-key') ?? null) : null;
  const tellBar = (key: string | null) => {
    const bar = barOf(key);
    if (bar === null) return;
    told = key;
    options.onTell({ kind: 'bar', bar });
  };
  const moveStop = (key: string) => {
    const before = stop === null ? undefined : bars.get(stop);
    if (before !== undefined) put(before.g, 'tabindex', -1);
    stop = key;
    const after = bars.get(key);
    if (after !== undefined) put(after.g, 'tabindex', 0);
  };

  const draw = () => {
    const width = root.clientWidth;
    if (last === null || width === 0) return;
    const { input, labels } = last;
    const now = layOutGantt({ ...input, width });
    gantt = now;
    put(stage, 'width', now.width);
    put(stage, 'height', now.height);
    put(stage, 'aria-label', labels.chart);
    for (const part of parts) part(now, labels, input.compact);
    const hadFocus = stage.contains(document.activeElement);
    const all = now.rows.flatMap((row) => row.bars);
    joinNodes(nodes.bars, bars, all, () => barNode());
    for (const bar of all) {
      const node = bars.get(bar.key);
      if (node !== undefined) putBar(node, bar, labels, nodes.hatch);
    }
    const kept = all.find((bar) => bar.key === stop) ?? all.at(-1);
    if (kept !== undefined) moveStop(kept.key);
    if (hadFocus && !stage.contains(document.activeElement) && stop !== null) bars.get(stop)?.g.focus();
    if (told !== null) tellBar(told);
  };

  const onKey = (event: KeyboardEvent) => {
    const key = keyOf(event.target);
    if (key === null || gantt === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const bar = barOf(key);
    if (bar !== null && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      options.onChoose(bar);
      return;
    }
    const direction = arrows[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const next = barBeside(gantt, key, direction);
    if (next !== null) bars.get(next.key)?.g.focus();
  };
  // The element around the stage listens: Chromium makes an SVG that listens for focus a stop for Tab itself.
  root.addEventListener('keydown', onKey);
  root.addEventListener('focusin', ({ target }) => {
    const key = keyOf(target);
    if (key === null) return;
    moveStop(key);
    tellBar(key);
  });
  root.addEventListener('pointerover', ({ target }) => {
    const key = keyOf(target);
    if (key !== null) tellBar(key);
    else {
      const other = gantt === null ? null : otherThing(gantt, target);
      if (other === null) return;
      told = null;
      options.onTell(other);
    }
  });
  root.addEventListener('click', ({ target }) => {
    const bar = barOf(keyOf(target));
    if (bar !== null) options.onChoose(bar);
  });
  container.append(root);
  const observer = new ResizeObserver(draw);
  observer.observe(root);
  return {
    update(input, labels) {
      last = { input, labels };
      draw();
    },
    destroy() {
      observer.disconnect();
      root.remove();
    },
  };
}

/** The mark or the commit under the pointer. */
function otherThing(gantt: Gantt, target: EventTarget | null): GanttTold | null {
  const key = target instanceof Element ? (target.closest('[data-told]')?.getAttribute('data-told') ?? null) : null;
  if (key === null) return null;
  const found = gantt.marks.find((each) => each.key === key);
  if (found !== undefined) return { kind: 'mark', mark: found.mark };
  for (const { node, member, commits } of gantt.rows) {
    const hit = commits.find(({ commit }) => commitKey(node, commit) === key);
    if (hit !== undefined) return { kind: 'commit', member, commit: hit.commit };
  }
  return null;
}
