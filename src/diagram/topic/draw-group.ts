import { select } from 'd3';
import type { GroupOffsetView } from '../../sim/snapshot.ts';
import { flagPath, flagWidth, groupLetter } from '../cluster/flags.ts';
import { spread } from '../cluster/geometry.ts';
import { type ItemNode, itemNode, mark, put, putItem, say, svg, text } from '../cluster/nodes.ts';
import { groupClass } from '../cluster/scene.ts';
import { fitText } from '../cluster/text.ts';
import type { GroupRow } from './layout.ts';
import { isInside } from './scale.ts';
import { groupHere, offsetX, type RulerData, type TopicScene } from './scene.ts';
import { namedReplica } from './tick-names.ts';
import type { TopicLabels } from './view.ts';

/** One group on one partition: lag, the flag of its committed offset, the open flag of its position. */
export interface GroupNode extends ItemNode {
  readonly badge: SVGRectElement;
  readonly letter: SVGTextElement;
  readonly name: SVGTextElement;
  readonly lagText: SVGTextElement;
  readonly lag: SVGRectElement;
  readonly flags: SVGGElement;
  /** What was drawn last, and in which words. */
  shown: string;
  labels: TopicLabels | null;
}

interface Flag {
  readonly kind: 'committed' | 'position';
  readonly tip: number;
  readonly x: number;
}

export function buildGroup(): GroupNode {
  const item = itemNode('offset-row', 6);
  const badge = svg('rect', { width: 14, height: 14, rx: 4, y: 3 });
  const letter = svg('text', { class: 'badge-letter', 'text-anchor': 'middle', 'font-size': 9.5, y: 13.4 });
  const [name, lagText] = [text('name'), text('note')];
  const lag = svg('rect', { class: 'lag', rx: 2 });
  const flags = svg('g');
  item.g.append(svg('g', { class: 'badge' }, badge, letter), name, lagText, lag, flags);
  return { ...item, badge, letter, name, lagText, lag, flags, shown: '', labels: null };
}

export function refreshGroup(node: GroupNode, row: GroupRow, data: RulerData, scene: TopicScene): void {
  const { partition } = data;
  const here = groupHere(scene.snapshot, partition, row.id);
  if (here === null) return;
  const { group, offsets } = here;
  mark(node.g, 'is-selected', scene.selected === `group/${row.id}`);
  const { committed, position, lag } = offsets;
  const { first, count } = data.window;
  const { labels, compact } = scene.view;
  const place = `${row.box.y} ${row.zone.width} ${first} ${count} ${compact} ${row.order}`;
  const shown = `${group.state} ${committed} ${position} ${lag} ${namedReplica(partition)?.highWatermark} ${place}`;
  if (shown === node.shown && labels === node.labels) return;
  node.shown = shown;
  node.labels = labels;
  putItem(node, row);
  for (let i = 0; i < 6; i++) mark(node.g, `c${i}`, groupClass(row.order) === `c${i}`);
  put(node.g, 'aria-label', labels.sentences.group(group, partition, offsets));
  writeLabel(node, row, offsets, scene);
  drawLag(node, row, offsets, data, scene);
  drawFlags(node, row, offsets, data, scene);
}

function writeLabel(node: GroupNode, row: GroupRow, offsets: GroupOffsetView, { layout, view }: TopicScene): void {
  const { label, numbers } = layout;
  const letter = groupLetter(row.order);
  put(node.badge, 'x', label.x);
  put(node.letter, 'x', label.x + 7);
  say(node.letter, letter);
  put(node.name, 'x', label.x + 20);
  put(node.name, 'y', 14.5);
  put(node.name, 'font-size', 11.5);
  say(node.name, fitText(row.id, label.width - 20, { size: 11.5 }));
  put(node.lagText, 'font-size', view.compact ? 10 : 11);
  put(node.lagText, 'x', view.compact ? label.x : numbers.x);
  put(node.lagText, 'y', view.compact ? 27 : 14.5);
  put(node.lagText, 'text-anchor', view.compact ? 'start' : 'end');
  say(node.lagText, offsets.lag < 0 ? '' : view.labels.cluster.lag(offsets.lag));
}

/** From the committed offset to the high watermark, as kafka-consumer-groups counts it. */
function drawLag(
  node: GroupNode,
  row: GroupRow,
  { committed }: GroupOffsetView,
  { partition, window }: RulerData,
  { layout: { track } }: TopicScene,
): void {
  const end = namedReplica(partition)?.highWatermark ?? 0;
  const from = Math.max(window.first, committed);
  const to = Math.min(window.first + window.count, end);
  const shown = committed >= 0 && to > from;
  put(node.lag, 'display', shown ? 'inline' : 'none');
  if (!shown) return;
  const x = offsetX(from, window, track);
  put(node.lag, 'x', round(x - row.box.x));
  put(node.lag, 'y', row.zone.y - row.box.y);
  put(node.lag, 'width', round(offsetX(to, window, track) - x));
  put(node.lag, 'height', row.zone.height);
}

function drawFlags(
  node: GroupNode,
  row: GroupRow,
  { committed, position }: GroupOffsetView,
  { window }: RulerData,
  { layout: { track } }: TopicScene,
): void {
  const wanted = [
    { kind: 'committed' as const, offset: committed },
    { kind: 'position' as const, offset: position === committed ? -1 : position },
  ].filter(({ offset }) => offset >= 0 && isInside(offset, window));
  const tips = wanted.map(({ offset }) => offsetX(offset, window, track) - row.box.x);
  const zone = track.x - row.box.x;
  const xs = spread(
    tips.map((tip) => tip - flagWidth / 2),
    tips.map(() => flagWidth),
    1,
    zone - 5,
    zone + track.width + 5,
  );
  const flags = wanted.map(({ kind }, i): Flag => ({ kind, tip: round(tips[i] ?? 0), x: round(xs[i] ?? 0) }));
  const y = row.zone.y - row.box.y + 1;
  const letter = groupLetter(row.order);
  select(node.flags)
    .selectAll<SVGGElement, Flag>('g')
    .data(flags, ({ kind }) => kind)
    .join((enter) => {
      const g = enter.append('g').attr('class', ({ kind }) => `flag ${kind}`);
      g.append('path');
      g.append('text').attr('font-size', 8).attr('text-anchor', 'middle');
      return g;
    })
    .each(function move({ tip, x }) {
      const [path, label] = [this.children[0], this.children[1]];
      if (path === undefined || label === undefined) return;
      put(path, 'd', flagPath(tip, x, y));
      put(label, 'x', x + flagWidth / 2);
      put(label, 'y', y + 11.2);
      say(label, letter);
    });
}

const round = (value: number): number => Math.round(value * 10) / 10;
