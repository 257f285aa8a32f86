import { expect, test } from 'vitest';
import { barBeside, barHeight, type Gantt, layOutGantt } from './layout.ts';
import { generation, memberOf, spanOf } from './testing/history-fixture.ts';

const second = 1_000_000;

const members = [
  memberOf(1000, 'billing-1', {
    spans: [
      spanOf(0, 'arriving'),
      spanOf(4, 'reading', ['orders-0', 'orders-1']),
      spanOf(20, 'joining', ['orders-0', 'orders-1']),
      spanOf(21, 'reading', ['orders-0']),
    ],
    commits: [{ atUs: 10 * second, partitions: 2, offsets: [] }],
  }),
  memberOf(1001, 'billing-2', { spans: [spanOf(0, 'arriving'), spanOf(4, 'dead', ['orders-2'])], endUs: 30 * second }),
];

function lay(changes: { from?: number; to?: number; width?: number; compact?: boolean } = {}): Gantt {
  const { from = 0, to = 40, width = 526, compact = false } = changes;
  const history = { members, marks: [generation(4, 1), generation(21, 2), generation(22, 3)] };
  const colourOf = (name: string) => Number(name.at(-1));
  return layOutGantt({ history, fromUs: from * second, toUs: to * second, width, compact, colourOf });
}

test('one row a member, and its bars lie end to end over time', () => {
  const { rows, plot } = lay();
  expect(rows.map(({ member }) => member)).toEqual(['billing-1', 'billing-2']);
  const bars = rows[0]?.bars ?? [];
  expect(plot).toMatchObject({ x: 118, width: 400 });
  expect(bars.map(({ x, width }) => [x, width])).toEqual([
    [118, 40],
    [158, 160],
    [318, 10],
    [328, 190],
  ]);
  expect(bars.map(({ open }) => open)).toEqual([false, false, false, true]);
  expect(rows[0]?.commits[0]?.x).toBe(218);
  expect(rows[1]?.endX).toBe(418);
});

test('who reads is striped in the colours of its partitions, who stands still is not', () => {
  const [row] = lay().rows;
  expect(row?.bars.map(({ stripes }) => stripes.map(({ colour }) => colour))).toEqual([[], [0, 1], [], [0]]);
  expect(row?.bars[1]?.stripes.map(({ height }) => height)).toEqual([barHeight / 2, barHeight / 2]);
});

test('a rebalance of a moment is still wide enough to be seen', () => {
  const [row] = lay({ to: 4000 }).rows;
  expect(row?.bars[2]?.width).toBe(3);
});

test('what lies outside of the window is cut off, and who has ended before it has no row', () => {
  const { rows } = lay({ from: 35 });
  expect(rows.map(({ member }) => member)).toEqual(['billing-1']);
  expect(rows[0]?.bars.map(({ x, width }) => [x, width])).toEqual([[118, 400]]);
});

test('marks without room for words before the next stand without', () => {
  expect(lay().marks.map(({ named }) => named)).toEqual([true, false, true]);
});

test('ticks are round moments with room between them', () => {
  expect(lay().ticks.map(({ atUs }) => atUs / second)).toEqual([0, 10, 20, 30, 40]);
  expect(lay({ width: 300, compact: true }).ticks.map(({ atUs }) => atUs / second)).toEqual([0, 15, 30]);
});

test('in one column the names stand above their rows', () => {
  const { rows, plot } = lay({ compact: true, width: 360 });
  expect(plot).toMatchObject({ x: 8, width: 344 });
  for (const { labelY, y } of rows) expect(labelY).toBeLessThan(y);
});

test('arrow keys go along a row, and to the bar of the same time in the next row', () => {
  const gantt = lay();
  const keyOf = (row: number, bar: number) => gantt.rows[row]?.bars[bar]?.key ?? '';
  expect(barBeside(gantt, keyOf(0, 1), 'right')?.key).toBe(keyOf(0, 2));
  expect(barBeside(gantt, keyOf(0, 0), 'left')).toBeNull();
  expect(barBeside(gantt, keyOf(0, 2), 'down')?.key).toBe(keyOf(1, 1));
  expect(barBeside(gantt, keyOf(1, 0), 'up')?.key).toBe(keyOf(0, 0));
  expect(barBeside(gantt, keyOf(1, 0), 'down')).toBeNull();
});
