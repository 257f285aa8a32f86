import { put, say, svg } from './nodes.ts';
import { type Packet, packetHeight, packetWidth, readPackets, shareAt, shortCount } from './packets.ts';
import type { ClusterLayout } from './places.ts';
import { type NodePlace, routeBetween } from './routes.ts';
import { partitionClass, type Scene } from './scene.ts';
import { shownController } from './structure.ts';
import { pathOf, pointAt, type Track } from './track.ts';

/** Packets and the lines they run on. */
export interface Traffic {
  /** Things moved: all routes are found anew. */
  readonly arrange: () => void;
  /** New packets came. */
  readonly refresh: (scene: Scene) => void;
  /** Packets move to where they are at this moment. */
  readonly move: (nowUs: number, reducedMotion: boolean) => void;
}

interface Route {
  readonly track: Track;
  readonly line: SVGPathElement;
  /** Packets on it at the last move. */
  busy: boolean;
}

interface PacketNode {
  readonly packet: Packet;
  readonly route: Route;
  readonly g: SVGGElement;
}

export function createTraffic(lineLayer: SVGGElement, packetLayer: SVGGElement): Traffic {
  const nodes = new Map<number, PacketNode>();
  // Dots pass under boxes, whose count has to stay readable.
  const [dots, boxes] = [svg('g'), svg('g')];
  packetLayer.append(dots, boxes);
  const routes = new Map<string, Route | null>();
  let places = new Map<number, NodePlace>();
  let rows: Float64Array | null = null;
  let kinds: ReadonlySet<string> | null = null;

  const routeOf = (layout: ClusterLayout, packet: Packet): Route | null => {
    const key = `${packet.from}>${packet.to}>${packet.partitionIndex}>${packet.records > 0}`;
    const known = routes.get(key);
    if (known !== undefined) return known;
    const [from, to] = [places.get(packet.from), places.get(packet.to)];
    const track = from && to ? routeBetween(layout, from, to, packet.partitionIndex) : null;
    const route = track && { track, line: svg('path', { class: 'line', d: pathOf(track, 9) }), busy: false };
    if (route) {
      const colour = packet.partitionIndex < 0 ? '' : partitionClass(packet.partitionIndex, false);
      put(route.line, 'class', `line ${packet.records > 0 ? 'is-data' : 'is-request'} ${colour}`);
      lineLayer.append(route.line);
    }
    routes.set(key, route);
    return route;
  };

  const remove = (id: number, node: PacketNode) => {
    node.g.remove();
    nodes.delete(id);
  };

  return {
    arrange() {
      for (const [id, node] of nodes) remove(id, node);
      routes.clear();
      lineLayer.replaceChildren();
      rows = null;
    },
    refresh({ layout, snapshot, view }) {
      if (snapshot.packets === rows && view.kinds === kinds) return;
      rows = snapshot.packets;
      kinds = view.kinds;
      places = nodePlaces(layout, snapshot);
      const here = new Set<number>();
      for (const packet of readPackets(snapshot.packets)) {
        if (packet.records === 0 && !view.kinds.has(packet.api)) continue;
        const route = routeOf(layout, packet);
        if (!route) continue;
        here.add(packet.id);
        if (nodes.has(packet.id)) continue;
        const g = packetNode(packet);
        (packet.records > 0 ? boxes : dots).append(g);
        nodes.set(packet.id, { packet, route, g });
      }
      for (const [id, node] of nodes) if (!here.has(id)) remove(id, node);
    },
    move(nowUs, reducedMotion) {
      for (const route of routes.values()) if (route) route.busy = false;
      for (const { packet, route, g } of nodes.values()) {
        const share = shareAt(packet, nowUs);
        put(g, 'display', share === null ? 'none' : 'inline');
        if (share === null) continue;
        route.busy = true;
        const { x, y } = pointAt(route.track, reducedMotion ? 0.5 : share);
        put(g, 'transform', `translate(${x.toFixed(1)},${y.toFixed(1)})`);
      }
      for (const route of routes.values()) if (route) route.line.classList.toggle('is-busy', route.busy);
    },
  };
}

function nodePlaces(layout: ClusterLayout, snapshot: Scene['snapshot']): Map<number, NodePlace> {
  const places = new Map<number, NodePlace>();
  const controller = shownController(snapshot);
  if (controller !== null) places.set(controller.id, { kind: 'controller' });
  for (const place of layout.brokers) places.set(place.id, { kind: 'broker', place });
  for (const place of layout.producers) {
    const producer = snapshot.producers.find(({ id }) => id === place.id);
    if (producer) places.set(producer.node, { kind: 'producer', place });
  }
  const members = snapshot.groups.flatMap((group) => group.members.map((member) => ({ group: group.id, member })));
  for (const place of layout.members) {
    const found = members.find(({ group, member }) => group === place.group && member.id === place.id);
    if (found) places.set(found.member.node, { kind: 'member', place });
  }
  return places;
}

/** Records travel as a box with their count, other requests as a dot, their answers as a ring. */
function packetNode(packet: Packet): SVGGElement {
  const colour = packet.partitionIndex < 0 ? 'c-internal' : partitionClass(packet.partitionIndex, false);
  if (packet.records === 0) {
    const dot = svg('circle', { r: packet.isResponse ? 2.4 : 2.8 });
    return svg('g', { class: `dot ${packet.isResponse ? 'is-response' : ''} ${colour}`, 'data-api': packet.api }, dot);
  }
  const label = shortCount(packet.records);
  const width = packetWidth(label);
  const box = svg('rect', { x: -width / 2, y: -packetHeight / 2, width, height: packetHeight, rx: 4 });
  const count = svg('text', { y: 3.5, 'text-anchor': 'middle', 'font-size': 9.5 });
  say(count, label);
  return svg('g', { class: `packet ${colour}`, 'data-api': packet.api }, box, count);
}
