import { expect, test } from 'vitest';
import type { TracedMessage } from '../../sim/view/rebalance-trace.ts';
import { layOutSpaceTime } from './arrows-layout.ts';
import { rebalanceWindow } from './rebalance-window.ts';

const message = (changes: Partial<TracedMessage>): TracedMessage => ({
  api: 'JoinGroup',
  isResponse: false,
  member: 'a',
  broker: 2,
  sentUs: 0,
  arrivesUs: 4000,
  pair: 'a/1',
  error: 'NONE',
  generation: -1,
  ...changes,
});

const messages = [
  message({}),
  message({ member: 'b', pair: 'b/1', sentUs: 1000, arrivesUs: 5000 }),
  message({ isResponse: true, sentUs: 3_004_000, arrivesUs: 3_008_000, generation: 1 }),
];

test('brokers stand left of members, and time goes down with every moment apart', () => {
  const { lines, arrows, height } = layOutSpaceTime({ fromUs: 0, untilUs: 9, messages, cut: false }, 600);
  expect(lines.map(({ name }) => name)).toEqual(['2', 'a', 'b']);
  expect(lines.map(({ x }) => x)).toEqual([...lines.map(({ x }) => x)].sort((x, y) => x - y));
  const ys = [arrows[0]?.y1, arrows[1]?.y1, arrows[0]?.y2, arrows[1]?.y2, arrows[2]?.y1, arrows[2]?.y2].map(Number);
  for (const [i, y] of ys.entries()) if (i > 0) expect(y - (ys[i - 1] ?? 0)).toBeGreaterThanOrEqual(15);
  expect(height).toBeGreaterThan(Math.max(...ys));
});

test('an arrow goes from who sends to who gets it, and a wait spans both', () => {
  const { lines, arrows, waits } = layOutSpaceTime({ fromUs: 0, untilUs: 9, messages, cut: false }, 600);
  const x = (name: string) => lines.find((line) => line.name === name)?.x;
  expect(arrows[0]).toMatchObject({ x1: x('a'), x2: x('2') });
  expect(arrows[2]).toMatchObject({ x1: x('2'), x2: x('a') });
  expect(waits).toHaveLength(1);
  expect(waits[0]).toMatchObject({ x: x('a'), y: arrows[0]?.y1, us: 3_008_000 });
});

test('the time of a rebalance is that of all who waited then', () => {
  const span = (fromUs: number, phase: 'joining' | 'reading') => ({
    fromUs,
    phase,
    partitions: [],
    generation: 1,
    joinUs: null,
    syncUs: null,
    reason: '',
  });
  const member = (id: string, spans: ReturnType<typeof span>[]) => ({
    node: 1,
    id,
    memberId: id,
    spans,
    endUs: null,
    end: null,
    commits: [],
    stoodStillUs: { joining: 0, dead: 0 },
  });
  const members = [
    member('a', [span(0, 'reading'), span(10_000_000, 'joining'), span(13_000_000, 'reading')]),
    member('b', [span(0, 'reading'), span(9_000_000, 'joining'), span(13_100_000, 'reading')]),
    member('c', [span(0, 'joining'), span(3_000_000, 'reading')]),
  ];
  const mark = { atUs: 12_900_000, kind: 'generation' as const, generation: 2, members: 2, joined: [], left: [] };
  expect(rebalanceWindow({ members }, { kind: 'mark', mark }, 60_000_000)).toEqual({
    fromUs: 8_750_000,
    untilUs: 13_350_000,
  });
  const commit = { atUs: 5, partitions: 1, offsets: [] };
  expect(rebalanceWindow({ members }, { kind: 'commit', member: 'a', commit }, 60_000_000)).toBeNull();
});

test('on a narrow page the lines keep their distance, and the picture is wider than the page', () => {
  const { width, gap, lines } = layOutSpaceTime({ fromUs: 0, untilUs: 9, messages, cut: false }, 320);
  expect(gap).toBe(104);
  expect((lines[1]?.x ?? 0) - (lines[0]?.x ?? 0)).toBe(gap);
  expect(lines.every(({ x }) => x + gap / 2 <= width)).toBe(true);
});
