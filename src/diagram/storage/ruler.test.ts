import { expect, test } from 'vitest';
import { layOutRuler } from './ruler.ts';

const nowhere = {
  logStartOffset: null,
  highWatermark: null,
  logEndOffset: null,
  recoveryPoint: null,
  durableOffset: null,
  cleanerOffset: null,
};

test('segments lie along their offsets, the active one to the end', () => {
  const { segments } = layOutRuler({ segments: [100, 150, 175], end: 200, offsets: nowhere }, 10);
  expect(segments).toEqual([
    { baseOffset: 100, from: 0, width: 50 },
    { baseOffset: 150, from: 50, width: 25 },
    { baseOffset: 175, from: 75, width: 25 },
  ]);
});

test('names of marks that stand close get lanes of their own', () => {
  const offsets = { ...nowhere, logStartOffset: 0, recoveryPoint: 0, highWatermark: 50 };
  const { marks, lanes } = layOutRuler({ segments: [0], end: 100, offsets }, 20);
  expect(marks.map(({ name, lane }) => [name, lane])).toEqual([
    ['logStartOffset', 1],
    ['recoveryPoint', 0],
    ['highWatermark', 0],
  ]);
  expect(lanes).toBe(2);
});

test('no tick crosses the name of another mark', () => {
  const width = 30;
  for (const at of [0, 20, 40, 60, 75, 80, 90, 100]) {
    const offsets = { ...nowhere, logStartOffset: 0, recoveryPoint: at, highWatermark: 85, logEndOffset: 100 };
    const { marks } = layOutRuler({ segments: [0], end: 100, offsets }, width);
    for (const tick of marks) {
      for (const name of marks) {
        const from = name.toLeft ? name.at - width : name.at;
        const crosses = tick.at > from && tick.at < from + width && tick.lane > name.lane;
        expect(crosses, `${tick.name} at ${tick.at} over ${name.name}`).toBe(false);
      }
    }
  }
});

test('a name at the end stands left of its tick', () => {
  const offsets = { ...nowhere, logEndOffset: 100 };
  expect(layOutRuler({ segments: [0], end: 100, offsets }, 20).marks[0]).toMatchObject({ at: 100, toLeft: true });
});

test('the dirty part ends where the active segment begins', () => {
  const offsets = { ...nowhere, cleanerOffset: 25 };
  const { clean, dirty } = layOutRuler({ segments: [0, 50], end: 100, offsets }, 20);
  expect(clean).toEqual({ from: 0, width: 25 });
  expect(dirty).toEqual({ from: 25, width: 25 });
});

test('an empty log has a ruler', () => {
  const { segments } = layOutRuler({ segments: [0], end: 0, offsets: { ...nowhere, highWatermark: 0 } }, 20);
  expect(segments).toEqual([{ baseOffset: 0, from: 0, width: 0 }]);
});
