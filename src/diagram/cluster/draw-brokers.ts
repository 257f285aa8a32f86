import type { BrokerView, ControllerView } from '../../sim/snapshot.ts';
import { type Countdown, createCountdown } from './countdown.ts';
import { controllerPath } from './draw-controller.ts';
import {
  type ItemNode,
  itemNode,
  joinNodes,
  mark,
  put,
  putBox,
  putItem,
  putSpot,
  say,
  sayIn,
  svg,
  tell,
  text,
} from './nodes.ts';
import type { BrokerPlace, RackPlace } from './places.ts';
import type { Part, Scene } from './scene.ts';
import { textWidth } from './text.ts';

/** Racks and brokers: frames under everything, headings as buttons. */
export function createBrokers(frames: SVGGElement, rackItems: SVGGElement, brokerItems: SVGGElement): Part {
  const rackFrames = svg('g');
  const brokerFrames = svg('g');
  frames.append(rackFrames, brokerFrames);
  const racks = new Map<string, RackNode>();
  const rackOutlines = new Map<string, FrameNode>();
  const brokers = new Map<string, BrokerNode>();
  const bodies = new Map<string, FrameNode>();
  return {
    arrange({ layout }) {
      joinNodes(rackFrames, rackOutlines, layout.racks, () => frameNode('rack-frame', 16));
      joinNodes(rackItems, racks, layout.racks, buildRack);
      joinNodes(brokerFrames, bodies, layout.compact ? [] : layout.brokers, () => frameNode('broker-frame', 13));
      joinNodes(brokerItems, brokers, layout.brokers, buildBroker);
      for (const rack of layout.racks) {
        arrangeRack(racks.get(rack.key), rack);
        arrangeFrame(rackOutlines.get(rack.key), rack);
      }
      for (const broker of layout.brokers) {
        arrangeBroker(brokers.get(broker.key), broker, layout.compact);
        arrangeFrame(bodies.get(broker.key), broker);
      }
    },
    refresh(scene) {
      for (const place of scene.layout.racks) refreshRack(racks.get(place.key), place, scene);
      for (const place of scene.layout.brokers) {
        const broker = scene.snapshot.brokers.find(({ id }) => id === place.id);
        if (broker) refreshBroker(brokers.get(place.key), bodies.get(place.key), place, broker, scene);
      }
    },
  };
}

interface FrameNode {
  readonly g: SVGGElement;
  readonly frame: SVGRectElement;
  readonly hatch: SVGRectElement;
}

export function frameNode(className: string, radius: number): FrameNode {
  const frame = svg('rect', { class: 'frame', rx: radius });
  const hatch = svg('rect', { class: 'hatch', rx: radius });
  return { g: svg('g', { class: className }, frame, hatch), frame, hatch };
}

export function arrangeFrame(
  node: FrameNode | undefined,
  place: {
    readonly key: string;
    readonly frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  },
): void {
  if (!node) return;
  put(node.g, 'data-key', place.key);
  put(node.g, 'transform', `translate(${place.frame.x},${place.frame.y})`);
  putBox(node.frame, place.frame);
  putBox(node.hatch, place.frame);
}

interface RackNode extends ItemNode {
  readonly label: SVGTextElement;
}

function buildRack(): RackNode {
  const item = itemNode('rack', 6);
  const label = text('rack-label');
  item.g.append(label);
  return { ...item, label };
}

function arrangeRack(node: RackNode | undefined, place: RackPlace): void {
  if (!node) return;
  putItem(node, place);
  putSpot(node.label, place.label);
}

function refreshRack(node: RackNode | undefined, place: RackPlace, { view, selected }: Scene): void {
  if (!node) return;
  const cut = sayIn(node.label, place.label, view.labels.rack(place.name));
  tell(node, view.labels.sentences.rack(place.name), cut);
  mark(node.g, 'is-selected', selected === place.key);
}

interface BrokerNode extends ItemNode {
  readonly sign: SVGPathElement;
  readonly crown: SVGPathElement;
  /** It is a voter of the metadata quorum too. */
  readonly voter: SVGPathElement;
  readonly role: SVGTextElement;
  readonly name: SVGTextElement;
  readonly state: SVGTextElement;
  readonly rack: SVGTextElement;
  readonly countdown: Countdown;
  readonly hatch: SVGRectElement;
}

export const crownPath = 'M0 0l0 -7.5l3.2 2.8l2.9 -4.8l2.9 4.8l3.2 -2.8l0 7.5z';

function buildBroker(): BrokerNode {
  const item = itemNode('broker', 11);
  const hatch = svg('rect', { class: 'hatch', rx: 11 });
  const sign = svg('path', { class: 'sign' });
  const crown = svg('path', { class: 'count-crown', d: crownPath });
  const voter = svg('path', { class: 'voter', d: controllerPath });
  const [name, role, state, rack] = [text('name'), text('voter-role'), text('state'), text('note')];
  const countdown = createCountdown();
  item.g.append(hatch, countdown.g, sign, crown, voter, name, role, state, rack);
  return { ...item, sign, crown, voter, name, role, state, rack, countdown, hatch };
}

function arrangeBroker(node: BrokerNode | undefined, place: BrokerPlace, compact: boolean): void {
  if (!node) return;
  putItem(node, place);
  putBox(node.ring, place.frame, 2.5);
  putBox(node.hatch, compact ? place.box : { width: 0, height: 0 });
  mark(node.g, 'is-chip', compact);
  putSpot(node.name, place.name);
  putSpot(node.state, place.state);
  if (place.rack) putSpot(node.rack, place.rack);
  put(node.sign, 'transform', `translate(${place.dot.x},${place.dot.y})`);
  node.countdown.place(place.dot.x, place.dot.y, 9);
}

/** The sign of a controller after the broker's name, and what it says of the active one where that has room. */
function placeVoter(
  { voter, role }: BrokerNode,
  { name }: BrokerPlace,
  nameWidth: number,
  room: number,
  view: ControllerView | null,
  word: string,
): void {
  put(voter, 'display', view === null ? 'none' : 'inline');
  const x = name.x + nameWidth + 13;
  put(voter, 'transform', `translate(${x},${name.y - 4.5})`);
  const isActive = view?.active === true;
  mark(voter, 'is-active', isActive);
  const style = { size: 10.5 };
  const width = room - nameWidth - 8;
  const fits = isActive && textWidth(word, style) <= width;
  putSpot(role, { x: x + 11, y: name.y, width, style, anchor: 'start' });
  say(role, fits ? word : '');
}

/** A shape for each state, so that colour is never alone. */
const signs: Readonly<Record<BrokerView['state'], string>> = {
  running: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z',
  starting: 'M-4.5 0a4.5 4.5 0 1 0 9 0M0 -4.5v4.5',
  fenced: 'M-4.5 -4.5v9M-1.5 -4.5v9M1.5 -4.5v9M4.5 -4.5v9M-5.5 -2h11',
  stopping: 'M-4 -3.5h8l-4 7z',
  stopped: 'M-4 -4h8v8h-8z',
  crashed: 'M-4 -4l8 8M4 -4l-8 8',
  paused: 'M-3.5 -4.5h2.4v9h-2.4zM1.1 -4.5h2.4v9h-2.4z',
};

function refreshBroker(
  node: BrokerNode | undefined,
  body: FrameNode | undefined,
  place: BrokerPlace,
  broker: BrokerView,
  { view, snapshot, selected, waits, hatch }: Scene,
): void {
  if (!node) return;
  const { labels } = view;
  const running = broker.state === 'running' && !broker.fenced;
  const word = running
    ? String(broker.leaders)
    : labels.brokerStates[broker.state === 'running' ? 'fenced' : broker.state];
  const counting = running && place.state.width > 0;
  const crownRoom = counting ? 16 : 0;
  const oneLine = place.state.y === place.name.y;
  const stateWidth = Math.min(textWidth(word, place.state.style), place.state.width * (oneLine ? 0.6 : 1) - crownRoom);
  const cutState = sayIn(node.state, { ...place.state, width: Math.max(0, stateWidth) + 0.1 }, word);
  const voter = snapshot.controllers.find(({ id }) => id === broker.id) ?? null;
  const voterRoom = voter === null ? 0 : 19;
  const room = place.name.width - voterRoom - (oneLine && place.state.width > 0 ? stateWidth + crownRoom + 6 : 0);
  const name = labels.broker(broker.id);
  const short = textWidth(name, place.name.style) > room;
  const shown = short ? String(broker.id) : name;
  sayIn(node.name, { ...place.name, width: room }, shown);
  placeVoter(node, place, Math.min(room, textWidth(shown, place.name.style)), room, voter, labels.controllerRole);
  const rackRoom = place.box.width - 26 - stateWidth - crownRoom;
  if (place.rack) sayIn(node.rack, { ...place.rack, width: rackRoom }, broker.rack ?? '');
  const sign = broker.state === 'running' && broker.fenced ? 'fenced' : broker.state;
  put(node.sign, 'd', signs[sign]);
  put(node.g, 'data-state', sign);
  put(node.crown, 'display', counting ? 'inline' : 'none');
  put(
    node.crown,
    'transform',
    `translate(${place.state.x - 15.5 - textWidth(word, place.state.style)},${place.state.y})`,
  );
  tell(node, labels.sentences.broker(broker, voter), short ? name : '', cutState);
  node.countdown.show(waits.get(`broker/${broker.id}`), view.nowUs);
  put(node.hatch, 'fill', hatch);
  for (const part of [node.g, body?.g]) {
    if (!part) continue;
    mark(part, 'is-selected', selected === place.key);
    mark(part, 'is-changed', view.changed.has(place.key));
    mark(part, 'is-crashed', broker.state === 'crashed');
    mark(part, 'is-stopped', broker.state === 'stopped');
    mark(part, 'is-waiting', sign === 'starting' || sign === 'fenced' || sign === 'stopping' || sign === 'paused');
  }
  if (body) put(body.hatch, 'fill', hatch);
}
