import { select } from 'd3';
import {
  type ItemNode,
  itemNode,
  joinNodes,
  mark,
  put,
  putItem,
  putSpot,
  say,
  sayIn,
  svg,
  text,
} from '../cluster/nodes.ts';
import { partitionClass } from '../cluster/scene.ts';
import { buildGroup, type GroupNode, refreshGroup } from './draw-group.ts';
import { buildReplica, type ReplicaNode, refreshReplica } from './draw-replica.ts';
import { laneHeight, type RulerPlace } from './layout.ts';
import { axisOffsets } from './scale.ts';
import { nameStyle, offsetX, type RulerData, type TickName, type TopicScene } from './scene.ts';
import { nameGap } from './tick-names.ts';

/** One partition: its heading, its replicas and groups on one stretch of offsets, the named ticks through them. */
export interface RulerNode {
  readonly g: SVGGElement;
  readonly frame: SVGRectElement;
  readonly head: ItemNode;
  readonly name: SVGTextElement;
  readonly facts: SVGTextElement;
  readonly axis: SVGGElement;
  readonly replicaLayer: SVGGElement;
  readonly replicas: Map<string, ReplicaNode>;
  readonly groupLayer: SVGGElement;
  readonly groups: Map<string, GroupNode>;
  readonly names: SVGGElement;
}

export function buildRuler(): RulerNode {
  const head = itemNode('partition', 6);
  const [name, facts] = [text('name'), text('note')];
  head.g.append(name, facts);
  const frame = svg('rect', { class: 'ruler-frame', rx: 10 });
  const axis = svg('g', { class: 'axis', 'aria-hidden': 'true' });
  const names = svg('g', { class: 'tick-names', 'aria-hidden': 'true' });
  const [replicaLayer, groupLayer] = [svg('g'), svg('g')];
  const g = svg('g', { class: 'ruler' }, frame, axis, head.g, replicaLayer, groupLayer, names);
  return { g, frame, head, name, facts, axis, replicaLayer, replicas: new Map(), groupLayer, groups: new Map(), names };
}

/** The record that the keyboard stands on or that is opened, on one replica. */
export interface Cursor {
  readonly key: string;
  readonly offset: number;
}

export function arrangeRuler(node: RulerNode, place: RulerPlace): void {
  putItem(node.head, place);
  put(node.frame, 'x', place.frame.x);
  put(node.frame, 'y', place.frame.y);
  put(node.frame, 'width', place.frame.width);
  put(node.frame, 'height', place.frame.height);
  putSpot(node.name, place.name);
  putSpot(node.facts, place.facts);
  joinNodes(node.replicaLayer, node.replicas, place.replicas, buildReplica);
  joinNodes(node.groupLayer, node.groups, place.groups, buildGroup);
}

export function refreshRuler(
  node: RulerNode,
  place: RulerPlace,
  data: RulerData,
  scene: TopicScene,
  at: Cursor | null,
): void {
  const { partition } = data;
  const { labels } = scene.view;
  for (let i = 0; i < 6; i++) mark(node.g, `c${i}`, partitionClass(place.index, partition.internal) === `c${i}`);
  mark(node.head.g, 'is-selected', scene.selected === place.key);
  mark(node.head.g, 'is-bad', partition.leader < 0);
  put(node.head.g, 'aria-label', labels.sentences.partition(partition));
  const wholes = [
    sayIn(node.name, place.name, `${place.topic}-${place.partition}`),
    sayIn(node.facts, place.facts, labels.cluster.partitionFacts(partition)),
  ];
  say(node.head.title, wholes.filter((whole) => whole !== '').join('\n'));
  for (const row of place.replicas) {
    const replica = node.replicas.get(row.key);
    if (replica) refreshReplica(replica, row, place, data, scene, at?.key === row.key ? at.offset : null);
  }
  for (const row of place.groups) {
    const group = node.groups.get(row.key);
    if (group) refreshGroup(group, row, data, scene);
  }
  drawNames(node, place, data.names);
  drawAxis(node, place, data, scene);
}

/** The leader's offsets by name; their lines run down through every replica, so that the eye compares the ends. */
function drawNames(node: RulerNode, place: RulerPlace, names: readonly TickName[]): void {
  const end = place.replicas.at(-1)?.box;
  const floor = end === undefined ? place.names.y : end.y + end.height + 1;
  const base = place.names.y + place.names.height;
  select(node.names)
    .selectAll<SVGGElement, TickName>('g')
    .data(names, ({ names: marks }) => marks.join())
    .join((enter) => {
      const g = enter.append('g').attr('class', ({ names: marks }) => `tick ${marks.join(' ')}`);
      g.append('path');
      g.append('text').attr('font-size', nameStyle.size);
      return g;
    })
    .each(function move(name) {
      const [path, label] = [this.children[0], this.children[1]];
      if (path === undefined || label === undefined) return;
      const x = Math.round(name.at * 10) / 10;
      const y = base - name.lane * laneHeight - 4;
      put(path, 'd', `M${x} ${y - 8}V${floor}`);
      put(label, 'x', name.toLeft ? x - nameGap : x + nameGap);
      put(label, 'y', y);
      put(label, 'text-anchor', name.toLeft ? 'end' : 'start');
      say(label, name.text);
    });
}

function drawAxis(node: RulerNode, place: RulerPlace, { window }: RulerData, { layout: { track } }: TopicScene): void {
  const top = place.replicas[0]?.box.y ?? place.axis;
  select(node.axis)
    .selectAll<SVGGElement, number>('g')
    .data(axisOffsets(window, track.width, 70), (offset) => offset)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path');
      g.append('text').attr('class', 'is-mono').attr('font-size', 10).attr('text-anchor', 'middle');
      return g;
    })
    .each(function move(offset) {
      const [path, label] = [this.children[0], this.children[1]];
      if (path === undefined || label === undefined) return;
      const x = Math.round(offsetX(offset, window, track) * 10) / 10;
      put(path, 'd', `M${x} ${top}V${place.axis - 9}`);
      put(label, 'x', x);
      put(label, 'y', place.axis);
      say(label, String(offset));
    });
}
