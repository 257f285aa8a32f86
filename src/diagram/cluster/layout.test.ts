import { describe, expect, test } from 'vitest';
import { contains, overlaps, right } from './geometry.ts';
import { layoutCluster } from './layout.ts';
import { type ClusterLayout, itemsOf } from './places.ts';
import { structureOf } from './structure.ts';
import { type GridOptions, gridSnapshot, voterOf } from './testing/snapshot-fixture.ts';
import { textBoxes } from './testing/text-boxes.ts';

const layoutOf = (
  options: GridOptions,
  width: number,
  height: number,
  links: readonly (readonly [number, number])[] = [],
): ClusterLayout => {
  const snapshot = {
    ...gridSnapshot(options),
    links: links.map(([from, to]) => ({ from, to, cut: true, latencyUs: null })),
  };
  return layoutCluster(structureOf(snapshot, null), { width, height, compact: width < 480 });
};

const clusters: readonly GridOptions[] = [
  {},
  { brokers: 1, replicas: 1, topics: { orders: 1 }, producers: 0, groups: 0 },
  { brokers: 2, replicas: 2, topics: { orders: 3 }, producers: 1, groups: 1, members: 0, racks: 'none' },
  { brokers: 3, topics: { orders: 6, clicks: 6 }, producers: 6, groups: 4, members: 6 },
  { brokers: 5, topics: { orders: 4 }, groups: 2, members: 2, racks: 'one' },
  { brokers: 9, topics: { orders: 12 }, producers: 3, groups: 2, members: 4 },
];
const sizes = [
  [360, 640],
  [390, 700],
  [480, 700],
  [600, 500],
  [836, 704],
  [1140, 760],
  [1900, 1000],
] as const;

describe.each(sizes)('on a stage of %i × %i', (width, height) => {
  test.each(clusters)('nothing that can be selected covers another: %j', (options) => {
    const items = itemsOf(layoutOf(options, width, height));
    for (const [i, a] of items.entries()) {
      for (const b of items.slice(i + 1)) expect(overlaps(a.box, b.box), `${a.key} and ${b.key}`).toBe(false);
    }
  });

  test.each(clusters)('no text covers another text: %j', (options) => {
    const boxes = textBoxes(layoutOf(options, width, height));
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) expect(overlaps(a, b), `${a.of} and ${b.of}`).toBe(false);
    }
  });

  test.each(clusters)('every target is at least 24 px and inside the picture: %j', (options) => {
    const layout = layoutOf(options, width, height);
    for (const { key, box } of itemsOf(layout)) {
      expect(Math.min(box.width, box.height), key).toBeGreaterThanOrEqual(24);
      expect(contains({ x: 0, y: 0, width: layout.width, height: layout.height }, box), key).toBe(true);
    }
  });

  test.each(clusters)('all replicas of a partition stand on one line, and in their broker: %j', (options) => {
    const layout = layoutOf(options, width, height);
    if (layout.compact) return;
    for (const strip of layout.strips) {
      const broker = layout.brokers.find(({ id }) => id === strip.broker);
      expect(broker && contains(broker.frame, strip.box)).toBe(true);
      for (const other of layout.strips) if (other.row === strip.row) expect(other.box.y).toBe(strip.box.y);
    }
  });
});

test.each([
  [836, 660],
  [836, 580],
])('three brokers and six partitions fit %i × %i without scrolling', (width, height) => {
  const layout = layoutOf({ groups: 2 }, width, height);
  expect([layout.width, layout.height]).toEqual([width, height]);
  expect(layout.strips[0]?.parts.cellCount).toBeGreaterThanOrEqual(7);
});

test('twelve partitions make the picture taller, not the strips too low to read', () => {
  const layout = layoutOf({ topics: { orders: 12 } }, 836, 668);
  expect(layout.height).toBeGreaterThan(668);
  expect(layout.width).toBe(836);
});

test('nine brokers still fit the width of a laptop stage', () => {
  expect(layoutOf({ brokers: 9, topics: { orders: 6 } }, 836, 668).width).toBe(836);
});

test('a picture wider than a small stage scrolls instead of shrinking its text', () => {
  const layout = layoutOf({ brokers: 9, topics: { orders: 6 } }, 600, 668);
  expect(layout.width).toBeGreaterThan(600);
  expect(Math.max(...layout.groups.map((group) => right(group.frame)))).toBeLessThanOrEqual(layout.width);
});

test('cut links get tracks of their own over the brokers', () => {
  const pairs = [
    [1, 2],
    [2, 3],
    [1, 3],
    [1, 100],
    [3, 100],
  ] as const;
  const layout = layoutOf({}, 836, 704, pairs);
  expect(layout.links).toHaveLength(5);
  for (const [i, a] of layout.links.entries()) {
    for (const b of layout.links.slice(i + 1)) expect(overlaps(a.box, b.box), `${a.key} and ${b.key}`).toBe(false);
    for (const { of, ...box } of textBoxes(layout))
      if (of !== a.key) expect(overlaps(a.box, box), `${a.key} and ${of}`).toBe(false);
  }
});

test('the partition of a selected group in __consumer_offsets is shown among the rows', () => {
  const base = gridSnapshot();
  const first = base.partitions[0];
  if (!first) throw new Error('no partition');
  const snapshot = {
    ...base,
    partitions: [
      ...base.partitions,
      { ...first, topic: '__consumer_offsets', partition: 17, index: -1, internal: true },
    ],
  };
  expect(structureOf(snapshot, null).partitions).toHaveLength(6);
  expect(structureOf(snapshot, { kind: 'group', id: 'billing' }).partitions).toHaveLength(7);
});

test('a broker that was unregistered leaves the stage once nothing is assigned to it', () => {
  const [first, ...others] = gridSnapshot({}).brokers;
  if (first === undefined) throw new Error('there is a broker');
  const gone = { ...first, id: 9, state: 'stopped' as const, brokerEpoch: -1 };
  const columns = (broker: typeof gone) =>
    structureOf({ ...gridSnapshot({}), brokers: [first, ...others, broker] }, null).brokers.map(({ id }) => id);
  expect(columns(gone)).not.toContain(9);
  expect(columns({ ...gone, brokerEpoch: 12 })).toContain(9);
  expect(
    structureOf({ ...gridSnapshot({}), brokers: [{ ...gone, id: first.id }, ...others] }, null).brokers,
  ).toHaveLength(others.length + 1);
});

test.each([836, 390])(
  'without a dedicated controller a stage of %i has no box for one, and nothing in its place',
  (width) => {
    const snapshot = gridSnapshot();
    const combined = {
      ...snapshot,
      controllers: [1, 2, 3].map((id) => voterOf(id, 1)),
      controller: { ...snapshot.controller, id: 1 },
    };
    const size = { width, height: 700, compact: width < 480 };
    const layout = layoutCluster(structureOf(combined, null), size);
    expect(layout.controller).toBeNull();
    expect(itemsOf(layout).some(({ key }) => key.startsWith('controller'))).toBe(false);
    const dedicated = layoutCluster(structureOf(snapshot, null), size);
    expect(layout.brokers[0]?.box.y).toBeLessThan(dedicated.brokers[0]?.box.y ?? 0);
  },
);
