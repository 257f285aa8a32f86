import { select } from 'd3';
import type { PartitionView, ReplicaView } from '../../sim/snapshot.ts';
import { type CellState, cellState, leaderEnd, type OffsetWindow } from '../cluster/cells.ts';
import { crownPath } from '../cluster/draw-brokers.ts';
import { type ItemNode, itemNode, mark, put, putItem, say, svg, text } from '../cluster/nodes.ts';
import { roleOf, roleWord } from '../cluster/replica-role.ts';
import { firstThatFits, fitText } from '../cluster/text.ts';
import type { ReplicaRow, RulerPlace } from './layout.ts';
import { offsetX, type RulerData, type TopicScene } from './scene.ts';
import type { TopicLabels } from './view.ts';

/** One replica: its label, its log from start to end, its own high watermark. */
export interface ReplicaNode extends ItemNode {
  readonly crown: SVGPathElement;
  readonly name: SVGTextElement;
  readonly note: SVGTextElement;
  readonly cells: SVGGElement;
  readonly start: SVGPathElement;
  readonly mark: SVGPathElement;
  readonly cursor: SVGRectElement;
  /** What was drawn last, and in which words; an equal one is not drawn again. */
  shown: string;
  labels: TopicLabels | null;
}

export function buildReplica(): ReplicaNode {
  const item = itemNode('replica', 7);
  const crown = svg('path', { class: 'crown', d: crownPath });
  const [name, note] = [text('name'), text('role')];
  const cells = svg('g', { class: 'offsets' });
  const start = svg('path', { class: 'log-start' });
  const high = svg('path', { class: 'high-watermark' });
  const cursor = svg('rect', { class: 'cursor', rx: 4, display: 'none' });
  item.g.append(crown, name, note, cells, start, high, cursor);
  return { ...item, crown, name, note, cells, start, mark: high, cursor, shown: '', labels: null };
}

/** `cursor`: the record that the keyboard or the opened record stands on. */
export function refreshReplica(
  node: ReplicaNode,
  row: ReplicaRow,
  ruler: RulerPlace,
  data: RulerData,
  scene: TopicScene,
  cursor: number | null,
): void {
  const { partition, window } = data;
  const replica = partition.replicas.find(({ broker }) => broker === row.broker);
  if (!replica) return;
  const { selected, cells, view } = scene;
  mark(node.g, 'is-selected', selected === row.key || selected === ruler.key);
  const role = roleOf(partition, replica);
  const { logStartOffset, logEndOffset, highWatermark, inSync } = replica;
  const numbers = `${logStartOffset} ${logEndOffset} ${highWatermark} ${leaderEnd(partition)} ${partition.leader}`;
  const place = `${row.box.y} ${row.cells.width} ${window.first} ${window.count}`;
  const shown = `${role} ${inSync} ${numbers} ${place} ${cells} ${cursor} ${view.compact}`;
  if (shown === node.shown && view.labels === node.labels) return;
  node.shown = shown;
  node.labels = view.labels;
  putItem(node, row);
  const looks = role === 'leader' || role === 'elected' ? 'is-leader' : 'is-follower';
  for (const name of ['is-leader', 'is-follower']) mark(node.g, name, name === looks);
  put(node.g, 'data-role', role);
  mark(node.g, 'is-out', !inSync);
  writeLabel(node, row, partition, replica, scene);
  drawSpans(node, row, replica, leaderEnd(partition), window, scene);
  drawTicks(node, row, replica, window, scene);
  drawCursor(node, row, cursor, window, scene);
}

function writeLabel(
  node: ReplicaNode,
  row: ReplicaRow,
  partition: PartitionView,
  replica: ReplicaView,
  { layout, view }: TopicScene,
): void {
  const { cluster, sentences } = view.labels;
  const { label, numbers } = layout;
  put(node.g, 'aria-label', sentences.replica(partition, replica));
  const leads = replica.broker === partition.leader;
  put(node.crown, 'display', leads ? 'inline' : 'none');
  const baseline = view.compact ? 14 : row.box.height / 2 + 4;
  put(node.crown, 'transform', `translate(${label.x},${baseline})`);
  const shift = leads ? 16 : 0;
  const role = roleWord(roleOf(partition, replica), cluster);
  const name = fitText(cluster.broker(replica.broker), label.width - shift, { size: 12 });
  put(node.name, 'x', label.x + shift);
  put(node.name, 'y', baseline);
  put(node.name, 'font-size', 12);
  say(node.name, name);
  const end = cluster.logEndOffset(replica.logEndOffset);
  const both = `${cluster.highWatermark(replica.highWatermark)} · ${end}`;
  put(node.note, 'font-size', view.compact ? 10 : 11);
  const calm = role === '' || role === cluster.follower;
  if (view.compact) {
    put(node.note, 'x', label.x);
    put(node.note, 'y', 27);
    put(node.note, 'text-anchor', 'start');
    say(node.note, fitText(calm ? end : role, label.width + 4, { size: 10 }));
    return;
  }
  put(node.note, 'x', numbers.x);
  put(node.note, 'y', baseline);
  put(node.note, 'text-anchor', 'end');
  say(node.note, firstThatFits(calm ? [both, end] : [`${role} · ${end}`, role], numbers.width, { size: 11 }));
}

interface Span {
  readonly state: CellState;
  readonly from: number;
  readonly to: number;
}

/** Cells, or three bars: committed, written above the high watermark, not copied yet. */
function spansOf(replica: ReplicaView, end: number, window: OffsetWindow, cells: boolean): readonly Span[] {
  const last = window.first + window.count;
  if (cells) {
    const from = Math.max(window.first, replica.logStartOffset);
    const to = Math.min(last, Math.max(end, replica.logEndOffset));
    return Array.from({ length: Math.max(0, to - from) }, (_, i) => {
      return { state: cellState(from + i, replica, end), from: from + i, to: from + i + 1 };
    });
  }
  const { logStartOffset, highWatermark, logEndOffset } = replica;
  const committed = Math.max(logStartOffset, Math.min(highWatermark, logEndOffset));
  const bars: readonly Span[] = [
    { state: 'committed', from: logStartOffset, to: committed },
    { state: 'uncommitted', from: committed, to: logEndOffset },
    { state: 'missing', from: logEndOffset, to: end },
  ];
  return bars
    .map(({ state, from, to }) => ({ state, from: Math.max(from, window.first), to: Math.min(to, last) }))
    .filter(({ from, to }) => to > from);
}

function drawSpans(
  node: ReplicaNode,
  row: ReplicaRow,
  replica: ReplicaView,
  end: number,
  window: OffsetWindow,
  { layout: { track }, cells }: TopicScene,
): void {
  const shift = row.box.x;
  const top = row.cells.y - row.box.y;
  const pad = cells ? 0.6 : 0;
  const inset = (state: CellState) => (state === 'committed' ? 0 : 0.75);
  select(node.cells)
    .selectAll<SVGRectElement, Span>('rect')
    .data(spansOf(replica, end, window, cells))
    .join('rect')
    .attr('class', ({ state }) => `cell ${state}`)
    .attr('x', ({ state, from }) => round(offsetX(from, window, track) - shift + pad + inset(state)))
    .attr('y', ({ state }) => top + inset(state))
    .attr('width', ({ state, from, to }) =>
      Math.max(0.5, round(((to - from) / window.count) * track.width - 2 * (pad + inset(state)))),
    )
    .attr('height', ({ state }) => row.cells.height - 2 * inset(state))
    .attr('rx', cells ? 3 : 2);
}

/** The replica's own high watermark, which a follower hears of with its next fetch, and the start of a shortened log. */
function drawTicks(
  node: ReplicaNode,
  row: ReplicaRow,
  replica: ReplicaView,
  window: OffsetWindow,
  { layout: { track } }: TopicScene,
): void {
  const { logStartOffset, highWatermark, logEndOffset } = replica;
  const inside = (offset: number) => offset >= window.first && offset <= window.first + window.count;
  const x = (offset: number) => round(offsetX(offset, window, track) - row.box.x);
  const top = row.cells.y - row.box.y;
  const { height } = row.cells;
  const high = inside(highWatermark) && logEndOffset > 0;
  put(node.mark, 'd', high ? `M${x(highWatermark)} ${top - 3}v${height + 6}` : 'M0 0');
  const cut = logStartOffset > 0 && inside(logStartOffset);
  put(node.start, 'd', cut ? `M${x(logStartOffset) + 3} ${top - 2}h-3v${height + 4}h3` : 'M0 0');
}

function drawCursor(
  node: ReplicaNode,
  row: ReplicaRow,
  cursor: number | null,
  window: OffsetWindow,
  { layout: { track } }: TopicScene,
): void {
  const inside = cursor !== null && cursor >= window.first && cursor < window.first + window.count;
  put(node.cursor, 'display', inside ? 'inline' : 'none');
  if (!inside) return;
  put(node.cursor, 'x', round(offsetX(cursor, window, track) - row.box.x - 0.5));
  put(node.cursor, 'y', row.cells.y - row.box.y - 1.5);
  put(node.cursor, 'width', Math.max(3, round(track.width / window.count + 1)));
  put(node.cursor, 'height', row.cells.height + 3);
}

const round = (value: number): number => Math.round(value * 10) / 10;
