import type { GroupView, MemberView } from '../../sim/snapshot.ts';
import { type Countdown, createCountdown } from './countdown.ts';
import { arrangeFrame, frameNode } from './draw-brokers.ts';
import { groupLetter } from './flags.ts';
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
import type { GroupPlace, MemberPlace } from './places.ts';
import { groupClass, type Part, partitionClass, type Scene } from './scene.ts';
import { firstThatFits, textWidth } from './text.ts';

/** Consumer groups and their members. */
export function createGroups(frames: SVGGElement, items: SVGGElement, memberItems: SVGGElement): Part {
  const outlines = svg('g');
  frames.append(outlines);
  const bodies = new Map<string, ReturnType<typeof frameNode>>();
  const groups = new Map<string, GroupNode>();
  const members = new Map<string, MemberNode>();
  return {
    arrange({ layout }) {
      joinNodes(outlines, bodies, layout.groups, () => frameNode('group-frame', 13));
      joinNodes(items, groups, layout.groups, buildGroup);
      joinNodes(memberItems, members, layout.members, buildMember);
      for (const place of layout.groups) {
        arrangeFrame(bodies.get(place.key), place);
        arrangeGroup(groups.get(place.key), place);
      }
      for (const place of layout.members) arrangeMember(members.get(place.key), place);
    },
    refresh(scene) {
      for (const place of scene.layout.groups) {
        const group = scene.snapshot.groups.find(({ id }) => id === place.id);
        if (group) refreshGroup(groups.get(place.key), bodies.get(place.key), place, group, scene);
      }
      for (const place of scene.layout.members) {
        const group = scene.snapshot.groups.find(({ id }) => id === place.group);
        const member = group?.members.find(({ id }) => id === place.id);
        if (group && member) refreshMember(members.get(place.key), place, group, member, scene);
      }
    },
  };
}

interface GroupNode extends ItemNode {
  readonly badge: SVGGElement;
  readonly letter: SVGTextElement;
  readonly name: SVGTextElement;
  readonly state: SVGTextElement;
  readonly facts: SVGTextElement;
  readonly countdown: Countdown;
}

function buildGroup(): GroupNode {
  const item = itemNode('group', 11);
  const letter = svg('text', { 'text-anchor': 'middle', y: 3.4, 'font-size': 9.5, class: 'badge-letter' });
  const badge = svg('g', { class: 'badge' }, svg('rect', { x: -7, y: -7, width: 14, height: 14, rx: 4 }), letter);
  const [name, state, facts] = [text('name'), text('state'), text('note')];
  const countdown = createCountdown();
  item.g.append(badge, name, state, facts, countdown.g);
  return { ...item, badge, letter, name, state, facts, countdown };
}

function arrangeGroup(node: GroupNode | undefined, place: GroupPlace): void {
  if (!node) return;
  putItem(node, place);
  putBox(node.ring, place.frame, 2.5);
  putSpot(node.name, place.name);
  putSpot(node.state, place.state);
  putSpot(node.facts, place.facts);
  put(node.badge, 'transform', `translate(${place.badge.x},${place.badge.y})`);
  node.countdown.place(place.badge.x, place.badge.y, 10.5);
}

function refreshGroup(
  node: GroupNode | undefined,
  body: ReturnType<typeof frameNode> | undefined,
  place: GroupPlace,
  group: GroupView,
  { view, selected, waits }: Scene,
): void {
  if (!node) return;
  const { labels } = view;
  const lag = labels.lag(group.lag);
  const facts = firstThatFits(
    [`${labels.generation(group.generation)} · ${lag}`, lag],
    place.facts.width,
    place.facts.style,
  );
  const cut = [
    sayIn(node.name, place.name, group.id),
    sayIn(node.state, place.state, labels.groupStates[group.state]),
    sayIn(node.facts, place.facts, facts),
  ];
  say(node.letter, groupLetter(place.order));
  put(node.badge, 'class', `badge ${groupClass(place.order)}`);
  put(node.g, 'data-state', group.state);
  tell(node, labels.sentences.group(group), ...cut);
  node.countdown.show(waits.get(`group/${group.id}`), view.nowUs);
  for (const part of [node.g, body?.g]) {
    if (!part) continue;
    mark(part, 'is-selected', selected === place.key);
    mark(part, 'is-changed', view.changed.has(place.key));
  }
  if (body) for (let i = 0; i < 6; i++) mark(body.g, `c${i}`, groupClass(place.order) === `c${i}`);
}

interface MemberNode extends ItemNode {
  readonly hatch: SVGRectElement;
  readonly name: SVGTextElement;
  readonly chips: SVGGElement;
  readonly lag: SVGTextElement;
  readonly countdown: Countdown;
}

function buildMember(): MemberNode {
  const item = itemNode('member', 8);
  const hatch = svg('rect', { class: 'hatch', rx: 8 });
  const [name, lag, chips] = [text('name'), text('note'), svg('g')];
  const countdown = createCountdown();
  item.g.append(hatch, name, chips, lag, countdown.g);
  return { ...item, hatch, name, chips, lag, countdown };
}

function arrangeMember(node: MemberNode | undefined, place: MemberPlace): void {
  if (!node) return;
  putItem(node, place);
  putBox(node.hatch, place.box);
  putSpot(node.name, place.name);
  putSpot(node.lag, place.lag);
}

function refreshMember(
  node: MemberNode | undefined,
  place: MemberPlace,
  group: GroupView,
  member: MemberView,
  scene: Scene,
): void {
  if (!node) return;
  const { view, selected, waits, hatch } = scene;
  const { labels } = view;
  const idle = member.state === 'stable' && member.assigned.length === 0;
  const word = idle
    ? labels.idle
    : member.state === 'stable'
      ? labels.recordsLag(member.lag)
      : labels.memberStates[member.state];
  const wait = waits.get(`member/${member.id}`);
  const line = memberLine(place, member, word, wait !== undefined);
  const cut = [sayIn(node.name, line.name, member.id), sayIn(node.lag, line.lag, word)];
  node.countdown.place(line.name.x + line.name.width + 8, place.name.y - 4, 5);
  node.countdown.show(wait, view.nowUs);
  drawChips(node, line.chips, member, scene);
  put(node.hatch, 'fill', hatch);
  put(node.g, 'data-state', idle ? 'idle' : member.state);
  tell(node, labels.sentences.member(group, member), ...cut);
  mark(node.g, 'is-selected', selected === place.key);
  mark(node.g, 'is-changed', view.changed.has(place.key));
}

const chipWidth = 17;
const chipStep = chipWidth + 3;

/** How name, chips and lag divide the room between them, by what there is to say. */
function memberLine(place: MemberPlace, member: MemberView, word: string, waiting: boolean) {
  const { box, name, lag, chips, low } = place;
  const ring = waiting ? 16 : 0;
  const lagWidth = Math.min(textWidth(word, lag.style) + 0.1, box.width * 0.62);
  const chip = member.assigned.length > 0 ? chipStep + 3 : 0;
  const nameRoom = low ? box.width - 16 - lagWidth - 6 - chip - ring : name.width - ring;
  const nameWidth = Math.min(nameRoom, textWidth(member.id, name.style) + 0.1);
  const chipsX = low ? name.x + nameWidth + ring + 6 : chips.x;
  return {
    name: { ...name, width: nameWidth },
    lag: { ...lag, width: lagWidth },
    chips: { ...chips, x: chipsX, width: box.width - 8 - lagWidth - 5 - chipsX },
  };
}

/** One chip a partition, with its number; the rest as a count. */
function drawChips(node: MemberNode, chips: MemberPlace['chips'], member: MemberView, scene: Scene): void {
  const fit = Math.max(0, Math.floor((chips.width + 3) / chipStep));
  const all = member.assigned;
  const count = all.length <= fit ? all.length : Math.max(0, Math.floor((chips.width - chipStep + 3) / chipStep));
  const entries = all.slice(0, count).map(({ topic, partition }) => {
    const view = scene.partitions.get(`${topic}-${partition}`);
    return { text: String(partition), className: `chip ${partitionClass(view?.index ?? -1, view?.internal ?? true)}` };
  });
  if (count < all.length) entries.push({ text: scene.view.labels.more(all.length - count), className: 'chip is-more' });
  while (node.chips.childElementCount > entries.length) node.chips.lastElementChild?.remove();
  entries.forEach(({ text: said, className }, i) => {
    const g = node.chips.children[i] ?? node.chips.appendChild(buildChip());
    put(g, 'class', className);
    put(g, 'transform', `translate(${chips.x + i * chipStep},${chips.y})`);
    const label = g.lastElementChild;
    if (label) say(label, said);
  });
}

function buildChip(): SVGGElement {
  const label = svg('text', { x: chipWidth / 2, y: 9.8, 'text-anchor': 'middle', 'font-size': 9.5 });
  return svg('g', {}, svg('rect', { width: chipWidth, height: 13, rx: 4 }), label);
}
