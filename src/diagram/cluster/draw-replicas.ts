import type { PartitionView, ReplicaView } from '../../sim/snapshot.ts';
import { windowOf } from './cells.ts';
import { drawCursor, drawOffsets } from './draw-offsets.ts';
import { joinNodes, mark, put, say, tell } from './nodes.ts';
import type { StripPlace } from './places.ts';
import { arrangeReplica, buildReplica, type ReplicaNode } from './replica-node.ts';
import { type ReplicaRole, roleOf, roleSigns, roleWord } from './replica-role.ts';
import { isRelated, type Part, partitionClass, type Scene } from './scene.ts';
import { firstThatFits, fitHead, fitText, textWidth } from './text.ts';

/** A record that the keyboard stands on. */
export interface RecordCursor {
  readonly key: string;
  readonly offset: number;
}

/** The replica strips. `cursor` says which record the keyboard stands on. */
export function createReplicas(layer: SVGGElement, cursor: () => RecordCursor | null): Part {
  const nodes = new Map<string, ReplicaNode>();
  return {
    arrange({ layout }) {
      joinNodes(layer, nodes, layout.strips, buildReplica);
      for (const place of layout.strips) arrangeReplica(nodes.get(place.key), place);
    },
    refresh(scene) {
      for (const place of scene.layout.strips) {
        const node = nodes.get(place.key);
        const partition = scene.partitions.get(`${place.topic}-${place.partition}`);
        const replica = partition?.replicas.find(({ broker }) => broker === place.broker);
        if (!node || !partition || !replica) continue;
        const at = cursor();
        refreshReplica(node, place, partition, replica, scene, at?.key === place.key ? at.offset : null);
      }
    },
  };
}

function refreshReplica(
  node: ReplicaNode,
  place: StripPlace,
  partition: PartitionView,
  replica: ReplicaView,
  scene: Scene,
  cursor: number | null,
): void {
  const { view, selected } = scene;
  const role = roleOf(partition, replica);
  const whole = `${place.topic}-${place.partition}`;
  const wait = partition.leader === place.broker ? scene.waits.get(`partition/${whole}`) : undefined;
  node.countdown.show(wait, view.nowUs);
  const selectedHere = selected === place.key || selected === `partition/${whole}`;
  mark(node.g, 'is-selected', selectedHere);
  mark(node.g, 'is-related', isRelated(scene, place.topic, place.partition));
  mark(node.g, 'is-changed', view.changed.has(place.key) || view.changed.has(`partition/${whole}`));
  const shown = signature(partition, replica, role, scene, wait !== undefined, cursor);
  if (shown === node.shown && view.labels === node.labels) return;
  node.shown = shown;
  node.labels = view.labels;
  const looks = role === 'leader' || role === 'elected' ? 'is-leader' : 'is-follower';
  const words = writeHeading(node, place, role, replica.broker === partition.leader, scene, wait !== undefined);
  for (const name of ['is-leader', 'is-follower']) mark(node.g, name, name === looks);
  put(node.g, 'data-role', role);
  mark(node.g, 'is-out', !replica.inSync);
  for (let i = 0; i < 6; i++) mark(node.g, `c${i}`, partitionClass(place.index, place.internal) === `c${i}`);
  mark(node.g, 'c-internal', place.internal);
  writeNumbers(node, place, partition, replica, scene);
  drawOffsets(node, place, partition, replica, scene);
  drawCursor(node, place, partition, cursor, scene.bars);
  const { sentences } = view.labels;
  tell(
    node,
    cursor === null ? sentences.replica(partition, replica) : sentences.record(partition, replica, cursor),
    ...words,
  );
}

/** Everything that a strip's looks depend on. */
function signature(
  partition: PartitionView,
  replica: ReplicaView,
  role: ReplicaRole,
  { view, snapshot, bars }: Scene,
  waiting: boolean,
  cursor: number | null,
): string {
  const { colourBy } = view;
  let text = `${role} ${partition.leader} ${partition.leaderEpoch} ${replica.inSync} ${waiting} ${cursor} ${bars} ${colourBy} ${replica.logStartOffset} ${replica.logEndOffset} ${replica.highWatermark}`;
  for (const other of partition.replicas) text += ` ${other.logEndOffset}`;
  for (const group of snapshot.groups) {
    const mark = group.offsets.find((o) => o.partition === partition.partition && o.topic === partition.topic);
    text += mark ? ` ${mark.committed} ${mark.position}` : ' -';
  }
  return colourBy === 'key' ? `${text} ${partition.recentKeys.join('')}` : text;
}

function writeHeading(
  node: ReplicaNode,
  place: StripPlace,
  role: ReplicaRole,
  leads: boolean,
  scene: Scene,
  waiting: boolean,
): string[] {
  const { labels } = scene.view;
  const { name, role: roleSpot } = place.parts;
  const apart = roleSpot.y !== name.y;
  const byBroker = scene.layout.compact;
  put(node.crown, 'display', leads ? 'inline' : 'none');
  const crownRoom = leads ? 16 : 0;
  const ringRoom = waiting ? 16 : 0;
  const word = roleWord(role, labels);
  const whole = byBroker ? labels.broker(place.broker) : `${place.topic}-${place.partition}`;
  const full = textWidth(whole, name.style) + ringRoom;
  const beside = apart ? roleSpot.width - crownRoom : name.width - crownRoom - Math.min(full, name.width * 0.5) - 6;
  const fits = textWidth(word, roleSpot.style) <= beside;
  const said = fits ? word : byBroker ? fitText(word, beside, roleSpot.style) : leads && apart ? '' : roleSigns[role];
  say(node.role, said);
  const shift = roleSpot.anchor === 'end' ? -crownRoom : crownRoom;
  put(node.role, 'x', roleSpot.x + shift);
  const taken = apart ? 0 : crownRoom + (said === '' ? 0 : textWidth(said, roleSpot.style) + 6);
  const room = name.width - ringRoom - taken;
  const shown = byBroker
    ? fitText(whole, room, name.style)
    : fitHead(place.topic, `-${place.partition}`, room, name.style);
  say(node.name, shown);
  node.countdown.place(name.x + textWidth(shown, name.style) + 9, name.y - 4, 4.5);
  return [shown === whole ? '' : whole, said === word ? '' : word];
}

function writeNumbers(
  node: ReplicaNode,
  place: StripPlace,
  partition: PartitionView,
  replica: ReplicaView,
  { view: { labels }, bars }: Scene,
): void {
  const { numbers, cellCount, role } = place.parts;
  const end = labels.logEndOffset(replica.logEndOffset);
  const both = `${labels.highWatermark(replica.highWatermark)} · ${end}`;
  const said = firstThatFits([both, end, String(replica.logEndOffset)], numbers.width, numbers.style);
  say(node.numbers, said);
  const { first } = windowOf(partition, cellCount, bars);
  const room = role.y === numbers.y ? 0 : numbers.width - textWidth(said, numbers.style) - 8;
  const starts = replica.logStartOffset > first ? [labels.logStartOffset(replica.logStartOffset)] : [String(first)];
  const start = starts.find((text) => textWidth(text, numbers.style) <= room);
  say(node.first, start ?? '');
}
