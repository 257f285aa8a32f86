import type { Box, Point } from './geometry.ts';
import type { Selection } from './selection.ts';
import type { TextStyle } from './text.ts';

/** Where a line of text stands, from the corner of its thing: x is the anchor, y the baseline. */
export interface TextSpot extends Point {
  readonly width: number;
  readonly style: TextStyle;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** The box that text in a spot may fill. */
export function spotBox(origin: Point, spot: TextSpot): Box {
  const shift = spot.anchor === 'start' ? 0 : spot.anchor === 'middle' ? spot.width / 2 : spot.width;
  return {
    x: origin.x + spot.x - shift,
    y: origin.y + spot.y - spot.style.size * 0.82,
    width: spot.width,
    height: spot.style.size * 1.06,
  };
}

/** A thing that can be selected; `key` is its selectionKey. The hit area is the box. */
export interface Placed {
  readonly key: string;
  readonly box: Box;
}

export interface ControllerPlace extends Placed {
  readonly id: number;
  readonly dot: Point;
  readonly name: TextSpot;
  readonly offset: TextSpot;
}

export interface RackPlace extends Placed {
  readonly name: string;
  readonly frame: Box;
  /** Absolute. */
  readonly label: TextSpot;
}

export interface BrokerPlace extends Placed {
  readonly id: number;
  /** The box is the header; the frame holds everything of the broker. */
  readonly frame: Box;
  readonly column: number;
  /** x of the gutters at both sides, where lines run. */
  readonly gutters: readonly [number, number];
  /** x of the lines to the controller; null in one column. */
  readonly uplink: number | null;
  readonly dot: Point;
  /** Name and state share a line where they have one baseline; the state takes what its word needs. */
  readonly name: TextSpot;
  readonly state: TextSpot;
  readonly rack: TextSpot | null;
}

export interface StripParts {
  /** Name and role share a line where they have one baseline. */
  readonly name: TextSpot;
  readonly role: TextSpot;
  readonly cells: Box;
  readonly cellCount: number;
  /** Zone of flags and lag, under the cells; height 0 when there is none. */
  readonly flags: Box;
  readonly numbers: TextSpot;
}

export interface StripPlace extends Placed {
  readonly topic: string;
  readonly partition: number;
  readonly broker: number;
  readonly index: number;
  readonly internal: boolean;
  readonly row: number;
  readonly column: number;
  /** y of the row gaps above and below, where lines run. */
  readonly above: number;
  readonly below: number;
  readonly parts: StripParts;
}

/** Heading of a partition's card in one column. */
export interface PartitionPlace extends Placed {
  readonly topic: string;
  readonly partition: number;
  readonly index: number;
  readonly internal: boolean;
  readonly frame: Box;
  readonly name: TextSpot;
  readonly facts: TextSpot;
}

export interface FoldPlace extends Placed {
  readonly topic: string;
  readonly broker: number;
  readonly name: TextSpot;
  readonly counts: TextSpot;
}

export interface ProducerPlace extends Placed {
  readonly id: string;
  /** x of its vertical lane in the gutter. */
  readonly lane: number;
  readonly name: TextSpot;
  readonly rate: TextSpot;
  readonly acks: TextSpot;
  readonly counts: TextSpot;
}

export interface GroupPlace extends Placed {
  readonly id: string;
  readonly order: number;
  /** The box is the heading; the frame holds the members too. */
  readonly frame: Box;
  readonly badge: Point;
  readonly name: TextSpot;
  readonly state: TextSpot;
  readonly facts: TextSpot;
}

export interface MemberPlace extends Placed {
  readonly group: string;
  readonly id: string;
  readonly lane: number;
  readonly name: TextSpot;
  /** Zone of the partition chips; it shares its line with the lag, which takes what its word needs. */
  readonly chips: Box;
  readonly lag: TextSpot;
  /** Name, chips and lag stand on one line. */
  readonly low: boolean;
}

export interface LinkPlace extends Placed {
  readonly a: number;
  readonly b: number;
  /** Bracket from node to node; empty in one column. */
  readonly line: readonly Point[];
  readonly text: TextSpot;
}

export interface ClusterLayout {
  readonly compact: boolean;
  readonly width: number;
  readonly height: number;
  /** y of the band over the brokers, where lines to broker headers run. */
  readonly band: number;
  /** null: no controller is dedicated. */
  readonly controller: ControllerPlace | null;
  readonly racks: readonly RackPlace[];
  readonly brokers: readonly BrokerPlace[];
  readonly strips: readonly StripPlace[];
  readonly cards: readonly PartitionPlace[];
  readonly folds: readonly FoldPlace[];
  readonly producers: readonly ProducerPlace[];
  readonly groups: readonly GroupPlace[];
  readonly members: readonly MemberPlace[];
  readonly links: readonly LinkPlace[];
}

/** Everything that can be focused, in reading order. */
export function itemsOf(layout: ClusterLayout): Placed[] {
  const { controller, racks, brokers, links, producers, cards, strips, folds, groups, members } = layout;
  return [
    ...producers,
    ...(controller === null ? [] : [controller]),
    ...links,
    ...racks,
    ...brokers,
    ...cards,
    ...strips,
    ...folds,
    ...groups,
    ...members,
  ];
}

/** What a click on each thing selects, by its key. */
export function selectionsOf(layout: ClusterLayout): Map<string, Selection> {
  const all = new Map<string, Selection>();
  if (layout.controller !== null) all.set(layout.controller.key, { kind: 'controller', id: layout.controller.id });
  for (const { key, id } of layout.producers) all.set(key, { kind: 'producer', id });
  for (const { key, a, b } of layout.links) all.set(key, { kind: 'link', from: a, to: b });
  for (const { key, name } of layout.racks) all.set(key, { kind: 'rack', name });
  for (const { key, id } of layout.brokers) all.set(key, { kind: 'broker', id });
  for (const { key, topic, partition } of layout.cards) all.set(key, { kind: 'partition', topic, partition });
  for (const { key, topic, partition, broker } of layout.strips)
    all.set(key, { kind: 'replica', topic, partition, broker });
  for (const { key, topic } of layout.folds) all.set(key, { kind: 'topic', name: topic });
  for (const { key, id } of layout.groups) all.set(key, { kind: 'group', id });
  for (const { key, group, id } of layout.members) all.set(key, { kind: 'member', group, id });
  return all;
}
