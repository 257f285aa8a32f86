import type { Point } from './geometry.ts';
import { bottom, middleY, right } from './geometry.ts';
import type { BrokerPlace, ClusterLayout, MemberPlace, ProducerPlace, StripPlace } from './places.ts';
import { type Track, trackOf } from './track.ts';

/** What stands at a node id of the snapshot. */
export type NodePlace =
  | { readonly kind: 'controller' }
  | { readonly kind: 'broker'; readonly place: BrokerPlace }
  | { readonly kind: 'producer'; readonly place: ProducerPlace }
  | { readonly kind: 'member'; readonly place: MemberPlace };

/**
 * The line between two nodes, from the first to the second, through gutters and row gaps only: nothing that is written
 * on the stage lies under it. With a partition index the line ends at that partition's strips, else at broker headers.
 * null when there is no line, as between two clients.
 */
export function routeBetween(
  layout: ClusterLayout,
  from: NodePlace,
  to: NodePlace,
  partitionIndex: number,
): Track | null {
  if (rank(from) > rank(to)) {
    const back = routeBetween(layout, to, from, partitionIndex);
    return back && trackOf(back.points.toReversed());
  }
  const points = layout.compact
    ? compactRoute(layout, from, to, partitionIndex)
    : wideRoute(layout, from, to, partitionIndex);
  return points && trackOf(points);
}

/** Clients first, then brokers, then the controller: a line is made in this order and turned round when needed. */
const ranks = { producer: 0, member: 1, broker: 2, controller: 3 } as const;
const rank = (node: NodePlace): number => ranks[node.kind];

function stripOf(layout: ClusterLayout, broker: number, index: number): StripPlace | undefined {
  if (index < 0) return undefined;
  return layout.strips.find((strip) => strip.index === index && strip.broker === broker && !strip.internal);
}

function wideRoute(layout: ClusterLayout, from: NodePlace, to: NodePlace, index: number): Point[] | null {
  if (to.kind === 'controller') return from.kind === 'broker' ? uplink(layout, from.place) : null;
  if (to.kind !== 'broker') return null;
  const strip = stripOf(layout, to.place.id, index);
  switch (from.kind) {
    case 'producer':
      return strip
        ? producerToStrip(from.place, to.place, strip)
        : clientToHeader(layout, from.place, to.place, 'left');
    case 'member':
      return strip
        ? memberToStrip(layout, from.place, to.place, strip)
        : clientToHeader(layout, from.place, to.place, 'right');
    case 'broker': {
      const own = stripOf(layout, from.place.id, index);
      return own && strip
        ? stripToStrip(own, from.place, strip, to.place)
        : headerToHeader(layout, from.place, to.place);
    }
    case 'controller':
      return null;
  }
}

const line = (...pairs: readonly (readonly [number, number])[]): Point[] => pairs.map(([x, y]) => ({ x, y }));

const cellsY = (strip: StripPlace): number => strip.box.y + strip.parts.cells.y + strip.parts.cells.height / 2;

function producerToStrip(producer: ProducerPlace, broker: BrokerPlace, strip: StripPlace): Point[] {
  const start: readonly [number, number] = [right(producer.box), middleY(producer.box)];
  const y = cellsY(strip);
  if (broker.column === 0) return line(start, [producer.lane, start[1]], [producer.lane, y], [strip.box.x, y]);
  const x = broker.gutters[0];
  return line(
    start,
    [producer.lane, start[1]],
    [producer.lane, strip.above],
    [x, strip.above],
    [x, y],
    [strip.box.x, y],
  );
}

function memberToStrip(layout: ClusterLayout, member: MemberPlace, broker: BrokerPlace, strip: StripPlace): Point[] {
  const start: readonly [number, number] = [member.box.x, middleY(member.box)];
  const y = cellsY(strip);
  const end = right(strip.box);
  if (broker.column === layout.brokers.length - 1)
    return line(start, [member.lane, start[1]], [member.lane, y], [end, y]);
  const x = broker.gutters[1];
  return line(start, [member.lane, start[1]], [member.lane, strip.below], [x, strip.below], [x, y], [end, y]);
}

function stripToStrip(a: StripPlace, from: BrokerPlace, b: StripPlace, to: BrokerPlace): Point[] {
  const y = cellsY(a);
  const rightward = from.column < to.column;
  const out = rightward ? right(a.box) : a.box.x;
  const into = rightward ? b.box.x : right(b.box);
  if (Math.abs(from.column - to.column) === 1) return line([out, y], [into, y]);
  const leave = from.gutters[rightward ? 1 : 0];
  const enter = to.gutters[rightward ? 0 : 1];
  return line([out, y], [leave, y], [leave, a.below], [enter, a.below], [enter, y], [into, y]);
}

function clientToHeader(
  layout: ClusterLayout,
  client: ProducerPlace | MemberPlace,
  broker: BrokerPlace,
  side: 'left' | 'right',
): Point[] {
  const left = side === 'left';
  const start: readonly [number, number] = [left ? right(client.box) : client.box.x, middleY(client.box)];
  const y = middleY(broker.box);
  const edge = left ? broker.frame.x : right(broker.frame);
  const outermost = left ? broker.column === 0 : broker.column === layout.brokers.length - 1;
  if (outermost) return line(start, [client.lane, start[1]], [client.lane, y], [edge, y]);
  const x = broker.gutters[left ? 0 : 1];
  return line(start, [client.lane, start[1]], [client.lane, layout.band], [x, layout.band], [x, y], [edge, y]);
}

function headerToHeader(layout: ClusterLayout, from: BrokerPlace, to: BrokerPlace): Point[] {
  const rightward = from.column < to.column;
  const out = rightward ? right(from.frame) : from.frame.x;
  const into = rightward ? to.frame.x : right(to.frame);
  const y = middleY(from.box);
  if (Math.abs(from.column - to.column) === 1) return line([out, y], [into, y]);
  const leave = from.gutters[rightward ? 1 : 0];
  const enter = to.gutters[rightward ? 0 : 1];
  return line([out, y], [leave, y], [leave, layout.band], [enter, layout.band], [enter, y], [into, y]);
}

function uplink(layout: ClusterLayout, broker: BrokerPlace): Point[] | null {
  const { uplink: x, frame } = broker;
  return x === null || layout.controller === null ? null : line([x, frame.y], [x, bottom(layout.controller.box)]);
}

/** In one column records run up and down the gutters at both sides; other requests are not drawn. */
function compactRoute(layout: ClusterLayout, from: NodePlace, to: NodePlace, index: number): Point[] | null {
  if (to.kind !== 'broker') return null;
  const strip = stripOf(layout, to.place.id, index);
  if (!strip) return null;
  const [leftLane, rightLane] = to.place.gutters;
  const y = middleY(strip.box);
  if (from.kind === 'producer') {
    const start = middleY(from.place.box);
    return line([from.place.box.x, start], [leftLane, start], [leftLane, y], [strip.box.x, y]);
  }
  if (from.kind === 'member') {
    const start = middleY(from.place.box);
    return line([right(from.place.box), start], [rightLane, start], [rightLane, y], [right(strip.box), y]);
  }
  const own = from.kind === 'broker' ? stripOf(layout, from.place.id, index) : undefined;
  if (!own) return null;
  const start = middleY(own.box);
  return line([right(own.box), start], [rightLane, start], [rightLane, y], [right(strip.box), y]);
}
