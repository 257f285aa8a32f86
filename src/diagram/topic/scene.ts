import type { GroupOffsetView, GroupView, PartitionView, Snapshot } from '../../sim/snapshot.ts';
import { maxCellReplicas, type OffsetWindow } from '../cluster/cells.ts';
import { selectionKey } from '../cluster/selection.ts';
import { textWidth } from '../cluster/text.ts';
import { layoutTopic, type RulerShape, type TopicLayout } from './layout.ts';
import { isInside, showsCells, windowsOf } from './scale.ts';
import { type NamePlace, placeNames, type Tick, ticksOf } from './tick-names.ts';
import type { TopicView } from './view.ts';

/** What one drawing works from. */
export interface TopicScene {
  readonly layout: TopicLayout;
  readonly snapshot: Snapshot;
  readonly view: TopicView;
  /** By partition number. */
  readonly rulers: ReadonlyMap<number, RulerData>;
  /** Every record has a cell; else there are bars. */
  readonly cells: boolean;
  readonly selected: string | null;
}

export interface RulerData {
  readonly partition: PartitionView;
  readonly window: OffsetWindow;
  readonly names: readonly TickName[];
}

export interface TickName extends Tick, NamePlace {
  readonly text: string;
}

export const nameStyle = { size: 11 } as const;

export const partitionsOf = ({ partitions }: Snapshot, topic: string): readonly PartitionView[] =>
  partitions.filter((partition) => partition.topic === topic);

/** A group with its offsets on one partition. */
export interface GroupHere {
  readonly group: GroupView;
  readonly offsets: GroupOffsetView;
}

export function groupHere(snapshot: Snapshot, partition: PartitionView, id: string): GroupHere | null {
  const group = snapshot.groups.find((view) => view.id === id);
  const offsets = group && offsetsOf(group, partition);
  return group !== undefined && offsets !== undefined ? { group, offsets } : null;
}

const offsetsOf = (group: GroupView, partition: PartitionView): GroupOffsetView | undefined =>
  group.offsets.find((offset) => offset.partition === partition.partition && offset.topic === partition.topic);

export function shapesOf(snapshot: Snapshot, topic: string): readonly RulerShape[] {
  return partitionsOf(snapshot, topic).map((view) => ({
    topic,
    partition: view.partition,
    index: view.index,
    replicas: view.replicas.map(({ broker }) => broker),
    groups: snapshot.groups.flatMap((group, order) => {
      const { id } = group;
      const offsets = offsetsOf(group, view);
      return offsets !== undefined && (offsets.committed >= 0 || offsets.position >= 0) ? [{ id, order }] : [];
    }),
  }));
}

/** x of the boundary before an offset that the window holds. */
export const offsetX = (offset: number, { first, count }: OffsetWindow, track: TopicLayout['track']): number =>
  track.x + ((offset - first) / count) * track.width;

/**
 * Names of the ticks need one lane or more above every ruler. As many as were ever needed stay, so that nothing jumps
 * while the run plays.
 */
export function sceneOf(
  shapes: readonly RulerShape[],
  snapshot: Snapshot,
  view: TopicView,
  width: number,
  before: { readonly layout: TopicLayout; readonly key: string; readonly lanes: number } | null,
): { readonly scene: TopicScene; readonly key: string; readonly lanes: number } {
  const partitions = partitionsOf(snapshot, view.topic);
  const windows = windowsOf(partitions, view.zoom);
  const shapeKey = `${JSON.stringify(shapes)} ${width} ${view.compact} ${view.zoom}`;
  const kept = before?.key === shapeKey ? before : null;
  let lanes = kept?.lanes ?? 1;
  let layout = kept?.layout ?? layoutTopic(shapes, { width, compact: view.compact, lanes });
  const rulers = new Map<number, RulerData>();
  partitions.forEach((partition, i) => {
    const window = windows[i] ?? { first: 0, count: 1 };
    const names = namesOf(partition, window, layout, view);
    for (const { lane } of names) lanes = Math.max(lanes, lane + 1);
    rulers.set(partition.partition, { partition, window, names });
  });
  if (lanes !== (kept?.lanes ?? 1)) layout = layoutTopic(shapes, { width, compact: view.compact, lanes });
  const rows = shapes.reduce((sum, { replicas }) => sum + replicas.length, 0);
  const widest = windows[0];
  const cells = widest !== undefined && rows <= maxCellReplicas && showsCells(widest, layout.track.width);
  const selected = view.selection === null ? null : selectionKey(view.selection);
  return { scene: { layout, snapshot, view, rulers, cells, selected }, key: shapeKey, lanes };
}

function namesOf(
  partition: PartitionView,
  window: OffsetWindow,
  { track, rulers }: TopicLayout,
  { labels, compact }: TopicView,
): readonly TickName[] {
  const ticks = ticksOf(partition).filter(({ offset }) => isInside(offset, window));
  const texts = ticks.map(({ names, offset }) => {
    const words = names.map((name) => labels.marks[name][compact ? 'short' : 'name']);
    return `${words.join(' = ')} ${offset}`;
  });
  const placed = ticks.map(({ offset }, i) => ({
    at: offsetX(offset, window, track),
    width: textWidth(texts[i] ?? '', nameStyle),
  }));
  const names = rulers.find((ruler) => ruler.partition === partition.partition)?.names;
  const high = names === undefined ? track.x + track.width : names.x + names.width - 4;
  const places = placeNames(placed, track.x - 20, high);
  return ticks.map((tick, i) => ({
    ...tick,
    ...(places[i] ?? { at: track.x, lane: 0, toLeft: false }),
    text: texts[i] ?? '',
  }));
}
