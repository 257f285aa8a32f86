import { controllerAt, controllerHeight, foldLine } from './broker-layout.ts';
import { type Box, bottom } from './geometry.ts';
import { groupAt, groupHeight } from './group-layout.ts';
import { linkAt } from './link-layout.ts';
import type {
  BrokerPlace,
  ClusterLayout,
  FoldPlace,
  GroupPlace,
  LinkPlace,
  MemberPlace,
  PartitionPlace,
  ProducerPlace,
  StripPlace,
} from './places.ts';
import { producerLine } from './producer-layout.ts';
import { selectionKey } from './selection.ts';
import { lineStrip, lineStripHeight } from './strip-layout.ts';
import type { ClusterStructure, PartitionShape } from './structure.ts';

/** Gutters at both sides, where packets run up and down. */
const gutter = 22;
const sectionGap = 16;
const headingHeight = 32;
const stripGap = 6;

/** One column: producers, controller and brokers, partition cards with their replicas stacked, groups. */
export function compactLayout(structure: ClusterStructure, width: number): ClusterLayout {
  const x = gutter;
  const inner = width - 2 * gutter;
  const gutters = [gutter / 2, width - gutter / 2] as const;
  const producers = stackProducers(structure, { x, y: 10, width: inner, height: 0 }, gutters[0]);
  let y = after(producers, 10);
  const band = y;
  const controller = structure.controller === null ? null : controllerAt(structure.controller, x, y, inner);
  if (controller !== null) y += controllerHeight + 8;
  const links = gridLinks(structure, { x, y, width: inner, height: 0 });
  y = links.length > 0 ? after(links, y) - 8 : y;
  const brokers = gridBrokers(structure, { x, y, width: inner, height: 0 }, gutters);
  y = after(brokers, y);
  const cards: PartitionPlace[] = [];
  const strips: StripPlace[] = [];
  structure.partitions.forEach((shape, row) => {
    const placed = cardAt(shape, row, { x, y, width: inner, height: 0 }, structure);
    cards.push(placed.card);
    strips.push(...placed.strips);
    y = bottom(placed.card.frame) + sectionGap;
  });
  const folds = stackFolds(structure, { x, y, width: inner, height: 0 });
  y = after(folds, y);
  const groups: GroupPlace[] = [];
  const members: MemberPlace[] = [];
  structure.groups.forEach((shape, order) => {
    const placed = groupAt(shape, order, { x, y, width: inner, height: groupHeight(shape) }, gutters[1]);
    groups.push(placed.group);
    members.push(...placed.members);
    y = bottom(placed.group.frame) + sectionGap;
  });
  const rest = { racks: [], strips, cards, folds, producers, groups, members, links };
  return { compact: true, width, height: y, band, controller, brokers, ...rest };
}

const after = (placed: readonly { readonly box: Box }[], y: number): number =>
  placed.length === 0 ? y : Math.max(...placed.map((place) => bottom(place.box))) + sectionGap;

function stackProducers(structure: ClusterStructure, area: Box, lane: number): ProducerPlace[] {
  return structure.producers.map(({ id }, i) =>
    producerLine(id, { x: area.x, y: area.y + i * 58, width: area.width, height: 50 }, lane),
  );
}

function stackFolds(structure: ClusterStructure, area: Box): FoldPlace[] {
  const pairs = structure.folds.flatMap((topic) => structure.brokers.map(({ id }) => ({ topic, id })));
  return pairs.map(({ topic, id }, i) =>
    foldLine(topic, id, { x: area.x, y: area.y + i * 34, width: area.width, height: 28 }),
  );
}

function gridBrokers(structure: ClusterStructure, area: Box, gutters: readonly [number, number]): BrokerPlace[] {
  const columns = Math.max(1, Math.min(3, structure.brokers.length));
  const width = (area.width - (columns - 1) * 8) / columns;
  return structure.brokers.map(({ id }, i) => {
    const x = area.x + (i % columns) * (width + 8);
    const box = { x, y: area.y + Math.floor(i / columns) * 60, width, height: 52 };
    const name = { x: 27, y: 21, width: width - 33, style: { size: 12.5, bold: true }, anchor: 'start' as const };
    return {
      key: selectionKey({ kind: 'broker', id }),
      id,
      box,
      frame: box,
      column: i,
      gutters,
      uplink: null,
      dot: { x: 15, y: 17 },
      name,
      state: { x: width - 10, y: 41, width: width * 0.64, style: { size: 10.5, bold: true }, anchor: 'end' },
      rack: { x: 10, y: 41, width: width * 0.36 - 22, style: { size: 10.5 }, anchor: 'start' },
    };
  });
}

function gridLinks(structure: ClusterStructure, area: Box): LinkPlace[] {
  const columns = 3;
  const width = (area.width - (columns - 1) * 8) / columns;
  return structure.links.map(([a, b], i) => {
    const x = area.x + (i % columns) * (width + 8);
    return linkAt(a, b, { x, y: area.y + Math.floor(i / columns) * 32, width, height: 26 }, []);
  });
}

function cardAt(
  shape: PartitionShape,
  row: number,
  at: Box,
  structure: ClusterStructure,
): { readonly card: PartitionPlace; readonly strips: readonly StripPlace[] } {
  const { topic, partition, index, internal } = shape;
  const here = structure.brokers
    .map((broker, column) => ({ id: broker.id, column }))
    .filter(({ id }) => shape.replicas.includes(id));
  const parts = lineStrip(at.width - 16);
  const strips = here.map(({ id, column }, i) => {
    const y = at.y + headingHeight + i * (lineStripHeight + stripGap);
    return {
      key: selectionKey({ kind: 'replica', topic, partition, broker: id }),
      box: { x: at.x + 8, y, width: at.width - 16, height: lineStripHeight },
      topic,
      partition,
      broker: id,
      index,
      internal,
      row,
      column,
      above: y - stripGap / 2,
      below: y + lineStripHeight + stripGap / 2,
      parts,
    };
  });
  const height = headingHeight + here.length * (lineStripHeight + stripGap) + 2;
  const card: PartitionPlace = {
    key: selectionKey({ kind: 'partition', topic, partition }),
    box: { x: at.x, y: at.y, width: at.width, height: headingHeight - 4 },
    topic,
    partition,
    index,
    internal,
    frame: { x: at.x, y: at.y, width: at.width, height },
    name: { x: 28, y: 19.5, width: at.width * 0.42, style: { size: 12, mono: true, bold: true }, anchor: 'start' },
    facts: { x: at.width - 11, y: 19.5, width: at.width * 0.58 - 48, style: { size: 10.5 }, anchor: 'end' },
  };
  return { card, strips };
}
