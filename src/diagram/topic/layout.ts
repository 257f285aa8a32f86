import { type Box, bottom, right } from '../cluster/geometry.ts';
import type { Placed, TextSpot } from '../cluster/places.ts';
import { selectionKey } from '../cluster/selection.ts';

/** What of a snapshot decides where things stand. */
export interface RulerShape {
  readonly topic: string;
  readonly partition: number;
  readonly index: number;
  /** Brokers in the order of the replica list. */
  readonly replicas: readonly number[];
  /** Places of the groups that have an offset or a position here, in the order of all groups. */
  readonly groups: readonly { readonly id: string; readonly order: number }[];
}

export interface TopicRoom {
  readonly width: number;
  /** Labels in two lines and no column of numbers, for stages under 480 px. */
  readonly compact: boolean;
  /** Lanes that the ticks' names need. */
  readonly lanes: number;
}

export interface ReplicaRow extends Placed {
  readonly broker: number;
  /** Absolute, like all boxes. */
  readonly cells: Box;
}

export interface GroupRow extends Placed {
  readonly id: string;
  readonly order: number;
  readonly zone: Box;
}

/** One partition; its box is the heading. */
export interface RulerPlace extends Placed {
  readonly topic: string;
  readonly partition: number;
  readonly index: number;
  readonly frame: Box;
  readonly name: TextSpot;
  readonly facts: TextSpot;
  /** Names of the ticks stand in here. */
  readonly names: Box;
  readonly replicas: readonly ReplicaRow[];
  readonly groups: readonly GroupRow[];
  /** Baseline of the axis' numbers. */
  readonly axis: number;
}

export interface TopicLayout {
  readonly width: number;
  readonly height: number;
  /** Left edge and width that all rulers share. */
  readonly track: { readonly x: number; readonly width: number };
  /** Text columns of a row, from its left edge. */
  readonly label: { readonly x: number; readonly width: number };
  readonly numbers: { readonly x: number; readonly width: number };
  readonly rulers: readonly RulerPlace[];
}

export const laneHeight = 14;
const headHeight = 26;
const axisHeight = 18;
const rowGap = 4;

const sizes = {
  wide: { margin: 12, pad: 10, label: 140, numbers: 112, row: 26, group: 22, gap: 12, least: 240 },
  compact: { margin: 8, pad: 6, label: 84, numbers: 0, row: 34, group: 30, gap: 10, least: 120 },
} as const;

/** Rulers one under the other, each on the same stretch of the width. */
export function layoutTopic(shapes: readonly RulerShape[], room: TopicRoom): TopicLayout {
  const size = sizes[room.compact ? 'compact' : 'wide'];
  const left = size.margin + size.pad;
  const around = 2 * left + size.label + size.numbers + (room.compact ? 14 : 12);
  const track = { x: left + size.label, width: Math.max(size.least, room.width - around) };
  const rowWidth = around - 2 * left + track.width;
  let y: number = size.margin;
  const rulers = shapes.map((shape) => {
    const ruler = placeRuler(shape, { x: size.margin, y, width: rowWidth + 2 * size.pad, height: 0 }, track, room);
    y = bottom(ruler.frame) + size.gap;
    return ruler;
  });
  return {
    width: rowWidth + 2 * left,
    height: y - size.gap + size.margin,
    track,
    label: { x: 8, width: size.label - 14 },
    numbers: { x: rowWidth - 8, width: Math.max(0, size.numbers - 10) },
    rulers,
  };
}

function placeRuler(shape: RulerShape, at: Box, track: TopicLayout['track'], room: TopicRoom): RulerPlace {
  const { topic, partition, index } = shape;
  const size = sizes[room.compact ? 'compact' : 'wide'];
  const x = at.x + size.pad;
  const width = at.width - 2 * size.pad;
  const box = { x, y: at.y + 5, width, height: headHeight - 4 };
  const names = { x: track.x, y: bottom(box) + 3, width: right(at) - track.x, height: room.lanes * laneHeight };
  let y = bottom(names) + 3;
  const replicas = shape.replicas.map((broker): ReplicaRow => {
    const row = { x, y, width, height: size.row };
    y += size.row + rowGap;
    const cells = { x: track.x, y: row.y + 5, width: track.width, height: size.row - 10 };
    return { key: selectionKey({ kind: 'replica', topic, partition, broker }), broker, box: row, cells };
  });
  const groups = shape.groups.map(({ id, order }): GroupRow => {
    const row = { x, y, width, height: size.group };
    y += size.group + 2;
    const zone = { x: track.x, y: row.y + 2, width: track.width, height: 17 };
    return { key: `group/${topic}-${partition}/${id}`, id, order, box: row, zone };
  });
  const end = y + axisHeight;
  const nameWidth = room.compact ? width * 0.42 : width * 0.4;
  return {
    key: selectionKey({ kind: 'partition', topic, partition }),
    box,
    topic,
    partition,
    index,
    frame: { ...at, height: end + 4 - at.y },
    name: { x: 8, y: 15.5, width: nameWidth, anchor: 'start', style: { size: 13, bold: true } },
    facts: { x: width - 8, y: 15.5, width: width - nameWidth - 24, anchor: 'end', style: { size: 11.5 } },
    names,
    replicas,
    groups,
    axis: y + axisHeight - 5,
  };
}

/** Everything that can be focused, in reading order. */
export const itemsOf = (layout: TopicLayout): Placed[] =>
  layout.rulers.flatMap((ruler) => [ruler, ...ruler.replicas, ...ruler.groups]);
