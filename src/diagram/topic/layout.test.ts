import { expect, test } from 'vitest';
import { contains, overlaps, right } from '../cluster/geometry.ts';
import { itemsOf, layoutTopic, type RulerShape } from './layout.ts';

const shape = (partition: number, replicas: number, groups: number): RulerShape => ({
  topic: 'orders',
  partition,
  index: partition,
  replicas: Array.from({ length: replicas }, (_, i) => i + 1),
  groups: Array.from({ length: groups }, (_, order) => ({ id: `g${order}`, order })),
});
const shapes = [shape(0, 3, 2), shape(1, 3, 0), shape(2, 1, 1)];

test.each([
  [1112, false],
  [700, false],
  [390, true],
  [320, true],
])('at %i pixels nothing lies over anything else, and all rulers share one stretch', (width, compact) => {
  const layout = layoutTopic(shapes, { width, compact, lanes: 2 });
  const items = itemsOf(layout);
  expect(items).toHaveLength(3 + 7 + 3);
  for (const [i, a] of items.entries()) for (const b of items.slice(i + 1)) expect(overlaps(a.box, b.box)).toBe(false);
  for (const { frame, names, replicas, groups } of layout.rulers) {
    expect(right(frame)).toBeLessThanOrEqual(layout.width);
    for (const row of [...replicas, ...groups]) {
      expect(contains(frame, row.box)).toBe(true);
      expect(overlaps(names, row.box)).toBe(false);
    }
    for (const { cells } of replicas) expect({ x: cells.x, width: cells.width }).toEqual(layout.track);
  }
  expect(layout.width).toBeLessThanOrEqual(width);
});

test('a stage that is too narrow scrolls sideways', () => {
  expect(layoutTopic(shapes, { width: 100, compact: true, lanes: 1 }).width).toBeGreaterThan(100);
});

test('each lane of names makes its ruler taller', () => {
  const [one, three] = [1, 3].map((lanes) => layoutTopic(shapes, { width: 800, compact: false, lanes }));
  expect((three?.height ?? 0) - (one?.height ?? 0)).toBe(3 * 2 * 14);
});
