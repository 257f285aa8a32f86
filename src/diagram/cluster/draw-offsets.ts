import type { PartitionView, ReplicaView } from '../../sim/snapshot.ts';
import { cellState, keyClass, leaderEnd, longestEnd, type OffsetWindow, offsetX, windowOf } from './cells.ts';
import { flagBroker, flagPath, flagsOf, flagWidth, groupLetter, lagsOf } from './flags.ts';
import { drop, put, say, svg } from './nodes.ts';
import type { StripPlace } from './places.ts';
import type { ReplicaNode } from './replica-node.ts';
import { groupClass, type Scene } from './scene.ts';

const gap = 1;
const emptyKey = 'k-none';

/** Draws what lies along the offsets of a strip: cells or bars, log start, high watermark, flags, lag. */
export function drawOffsets(
  node: ReplicaNode,
  place: StripPlace,
  partition: PartitionView,
  replica: ReplicaView,
  scene: Scene,
): void {
  const { parts } = place;
  const window = windowOf(partition, parts.cellCount, scene.bars);
  if (scene.bars) drawBars(node, place, partition, replica, window);
  else drawCells(node, place, partition, replica, window, scene);
  drawTicks(node, place, replica, window);
  const own = flagBroker(partition) === place.broker && !place.internal;
  drawLags(node, place, partition, replica, window, own ? scene : null);
  drawFlags(node, place, partition, window, own ? scene : null);
  slide(node, place, window, replica, scene);
}

function drawCells(
  node: ReplicaNode,
  { parts: { cells, cellCount } }: StripPlace,
  partition: PartitionView,
  replica: ReplicaView,
  window: OffsetWindow,
  { view }: Scene,
): void {
  const pitch = cells.width / cellCount;
  const end = leaderEnd(partition);
  const longest = longestEnd(partition);
  const byKey = view.colourBy === 'key';
  const rects = keep(node.cells, 'rect', cellCount);
  const letters = keep(node.letters, 'text', byKey ? cellCount : 0);
  rects.forEach((rect, i) => {
    const offset = window.first + i;
    const state = cellState(offset, replica, end);
    const hollow = state === 'uncommitted' || state === 'missing';
    const inset = hollow ? 0.75 : 0;
    put(rect, 'x', round(cells.x + i * pitch + gap / 2 + inset));
    put(rect, 'y', cells.y + inset);
    put(rect, 'width', round(pitch - gap - 2 * inset));
    put(rect, 'height', cells.height - 2 * inset);
    put(rect, 'rx', 3.5);
    const key = byKey && state !== 'none' && state !== 'missing' ? keyClass(offset, partition.recentKeys, longest) : -1;
    const colour = byKey ? (key < 0 ? emptyKey : `k${key % 8}`) : '';
    put(rect, 'class', `cell ${state} ${colour}`);
    const letter = letters[i];
    if (!letter) return;
    put(letter, 'x', round(cells.x + (i + 0.5) * pitch));
    put(letter, 'y', cells.y + cells.height / 2 + 3.4);
    put(letter, 'class', `letter ${state}`);
    const written = state === 'committed' || state === 'uncommitted';
    say(letter, !written ? '' : key < 0 ? '–' : String.fromCharCode(65 + key));
  });
}

/** Three bars for many cells: committed, written above the high watermark, not copied yet. */
function drawBars(
  node: ReplicaNode,
  { parts: { cells } }: StripPlace,
  partition: PartitionView,
  replica: ReplicaView,
  window: OffsetWindow,
): void {
  keep(node.letters, 'text', 0);
  const x = (offset: number) => offsetX(offset, window, cells);
  const from = x(replica.logStartOffset);
  const committed = x(Math.min(replica.highWatermark, replica.logEndOffset));
  const end = x(replica.logEndOffset);
  const spans = [
    ['committed', from, committed],
    ['uncommitted', committed, end],
    ['missing', end, x(leaderEnd(partition))],
  ] as const;
  keep(node.cells, 'rect', spans.length).forEach((rect, i) => {
    const [state, start, stop] = spans[i] ?? spans[0];
    const inset = state === 'committed' ? 0 : 0.75;
    put(rect, 'x', round(start + inset));
    put(rect, 'y', cells.y + inset);
    put(rect, 'width', Math.max(0, round(stop - start - 2 * inset)));
    put(rect, 'height', cells.height - 2 * inset);
    put(rect, 'rx', 2);
    put(rect, 'class', `cell ${state}`);
  });
}

function drawTicks(
  node: ReplicaNode,
  { parts: { cells } }: StripPlace,
  replica: ReplicaView,
  window: OffsetWindow,
): void {
  const visible = (offset: number) => offset >= window.first && offset <= window.first + window.count;
  const x = round(offsetX(replica.highWatermark, window, cells));
  const shown = visible(replica.highWatermark) && replica.logEndOffset > 0;
  put(node.mark, 'd', shown ? `M${x} ${cells.y - 3}v${cells.height + 6}` : 'M0 0');
  const start = round(offsetX(replica.logStartOffset, window, cells));
  const cutOff = replica.logStartOffset > window.first && visible(replica.logStartOffset);
  put(node.start, 'd', cutOff ? `M${start + 2} ${cells.y - 2}h-2v${cells.height + 4}h2` : 'M0 0');
}

function drawLags(
  node: ReplicaNode,
  { parts: { flags } }: StripPlace,
  partition: PartitionView,
  replica: ReplicaView,
  window: OffsetWindow,
  scene: Scene | null,
): void {
  const lags = scene ? lagsOf(partition, replica.highWatermark, scene.snapshot.groups, window, flags) : [];
  keep(node.lags, 'rect', lags.length).forEach((rect, i) => {
    const lag = lags[i];
    if (!lag) return;
    put(rect, 'class', `lag ${groupClass(lag.group)}`);
    put(rect, 'x', round(lag.x));
    put(rect, 'y', flags.y);
    put(rect, 'width', round(lag.width));
    put(rect, 'height', 3.5);
  });
}

function drawFlags(
  node: ReplicaNode,
  { parts: { flags } }: StripPlace,
  partition: PartitionView,
  window: OffsetWindow,
  scene: Scene | null,
): void {
  const places = scene && flags.height > 0 ? flagsOf(partition, scene.snapshot.groups, window, flags) : [];
  const nodes = keep(node.flags, 'g', places.length);
  nodes.forEach((g, i) => {
    const flag = places[i];
    if (!flag) return;
    put(g, 'class', `flag ${flag.kind} ${groupClass(flag.group)}`);
    const path = g.firstElementChild ?? g.appendChild(svg('path'));
    const letter = path.nextElementSibling ?? g.appendChild(svg('text', { 'font-size': 8, 'text-anchor': 'middle' }));
    put(path, 'd', flagPath(round(flag.tip), round(flag.x), flags.y));
    put(letter, 'x', round(flag.x + flagWidth / 2));
    put(letter, 'y', flags.y + 11.2);
    say(letter, groupLetter(flag.group));
  });
}

/** A strip that changes more often than this does not glide: nobody could follow it. Milliseconds. */
const glideMs = 180;

/** Offsets that moved left since the last drawing glide there; a jump of half the window and more does not. */
function slide(
  node: ReplicaNode,
  place: StripPlace,
  window: OffsetWindow,
  replica: ReplicaView,
  { view, bars, motions }: Scene,
): void {
  const moved = window.first - node.firstOffset;
  const grown = node.end >= 0 && replica.logEndOffset > node.end;
  node.firstOffset = window.first;
  const known = node.end >= 0;
  node.end = replica.logEndOffset;
  if (!known || view.reducedMotion || bars || (moved === 0 && !grown)) return;
  const now = performance.now();
  const hurried = now - node.changedAt < glideMs;
  node.changedAt = now;
  if (hurried) return;
  const pitch = place.parts.cells.width / place.parts.cellCount;
  if (moved > 0 && moved <= window.count / 2) {
    const from = { transform: `translate(${moved * pitch}px, 0)` };
    const frames = [from, { transform: 'translate(0, 0)' }];
    motions.push(() => node.slide.animate(frames, { duration: glideMs, easing: 'ease-out' }));
  }
  const newest = node.cells.children[replica.logEndOffset - 1 - window.first];
  if (grown && newest)
    motions.push(() => newest.animate([{ opacity: 0.1 }, {}], { duration: 320, easing: 'ease-out' }));
}

/** The first `count` children of a layer, built or removed as needed. */
function keep<N extends 'rect' | 'text' | 'g'>(layer: SVGGElement, name: N, count: number): Element[] {
  while (layer.childElementCount > count) layer.lastElementChild?.remove();
  while (layer.childElementCount < count) {
    const child = svg(name);
    if (name === 'text') put(child, 'text-anchor', 'middle');
    layer.append(child);
  }
  return [...layer.children];
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** The outline around one record while the keyboard goes from record to record; null hides it. */
export function drawCursor(
  node: ReplicaNode,
  place: StripPlace,
  partition: PartitionView,
  offset: number | null,
  bars: boolean,
): void {
  const { cells, cellCount } = place.parts;
  const window = windowOf(partition, cellCount, bars);
  if (offset === null || offset < window.first) {
    put(node.cursor, 'display', 'none');
    return;
  }
  drop(node.cursor, 'display');
  put(node.cursor, 'x', round(offsetX(offset, window, cells) - 1.5));
  put(node.cursor, 'y', cells.y - 2);
  put(node.cursor, 'width', round(cells.width / window.count + 3));
  put(node.cursor, 'height', cells.height + 4);
}
