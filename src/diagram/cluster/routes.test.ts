import { expect, test } from 'vitest';
import type { Snapshot } from '../../sim/snapshot.ts';
import { type Box, overlaps } from './geometry.ts';
import { layoutCluster } from './layout.ts';
import { packetHeight, packetWidth } from './packets.ts';
import type { ClusterLayout } from './places.ts';
import { type NodePlace, routeBetween } from './routes.ts';
import { structureOf } from './structure.ts';
import { type GridOptions, gridSnapshot } from './testing/snapshot-fixture.ts';
import { textBoxes } from './testing/text-boxes.ts';
import { pointAt, type Track } from './track.ts';

const nodesOf = (layout: ClusterLayout): NodePlace[] => [
  ...layout.producers.map((place) => ({ kind: 'producer' as const, place })),
  ...layout.members.map((place) => ({ kind: 'member' as const, place })),
  ...layout.brokers.map((place) => ({ kind: 'broker' as const, place })),
  { kind: 'controller' },
];

/** Where a packet is along its way, at every half of its width, away from the ends that it leaves and enters. */
function packetBoxes(track: Track, width: number, height: number): Box[] {
  const boxes: Box[] = [];
  for (let way = width / 2; way <= track.length - width / 2; way += width / 2) {
    const { x, y } = pointAt(track, way / track.length);
    boxes.push({ x: x - width / 2, y: y - height / 2, width, height });
  }
  return boxes;
}

function expectClear(layout: ClusterLayout, snapshot: Snapshot): number {
  const texts = textBoxes(layout);
  let routes = 0;
  const nodes = nodesOf(layout);
  for (const [i, from] of nodes.entries()) {
    for (const to of nodes.slice(i + 1)) {
      for (const index of [-1, ...snapshot.partitions.map((partition) => partition.index)]) {
        const track = routeBetween(layout, from, to, index);
        if (!track) continue;
        routes++;
        const ends = [from, to].flatMap((node) => (node.kind === 'broker' ? [node.place.id] : []));
        const strips = ends.every((id) => layout.strips.some((strip) => strip.index === index && strip.broker === id));
        const data = strips && from.kind !== 'controller' && to.kind !== 'controller';
        const [width, height] = data ? [packetWidth('12'), packetHeight] : [6, 6];
        for (const box of packetBoxes(track, width, height)) {
          const covered = texts.find((text) => overlaps(text, box));
          if (covered) expect.fail(`partition ${index}: ${JSON.stringify(box)} covers ${JSON.stringify(covered)}`);
        }
      }
    }
  }
  return routes;
}

const clusters: readonly GridOptions[] = [
  { groups: 2 },
  { brokers: 1, replicas: 1, topics: { orders: 3 } },
  { brokers: 5, topics: { orders: 4 }, racks: 'one', producers: 3, groups: 2, members: 2 },
  { brokers: 3, topics: { orders: 12 }, producers: 6, groups: 4, members: 3 },
  { brokers: 9, topics: { orders: 6 }, producers: 2 },
];

test.each([
  [360, 700],
  [480, 700],
  [836, 668],
  [1140, 760],
])('no packet ever runs over text on a stage of %i × %i', (width, height) => {
  for (const options of clusters) {
    const snapshot = gridSnapshot(options);
    const layout = layoutCluster(structureOf(snapshot, null), { width, height, compact: width < 480 });
    expect(expectClear(layout, snapshot)).toBeGreaterThan(0);
  }
});

test('a line back runs on the line out, the other way', () => {
  const snapshot = gridSnapshot();
  const layout = layoutCluster(structureOf(snapshot, null), { width: 836, height: 668, compact: false });
  const [a, , c] = layout.brokers.map((place) => ({ kind: 'broker' as const, place }));
  if (!a || !c) throw new Error('no brokers');
  expect(routeBetween(layout, c, a, 0)?.points.toReversed()).toEqual(routeBetween(layout, a, c, 0)?.points);
});

test('two clients have no line, and clients none to the controller', () => {
  const snapshot = gridSnapshot();
  const layout = layoutCluster(structureOf(snapshot, null), { width: 836, height: 668, compact: false });
  const [producer] = layout.producers;
  const [member] = layout.members;
  if (!producer || !member) throw new Error('no clients');
  const from = { kind: 'producer' as const, place: producer };
  expect(routeBetween(layout, from, { kind: 'member', place: member }, 0)).toBe(null);
  expect(routeBetween(layout, from, { kind: 'controller' }, -1)).toBe(null);
});
