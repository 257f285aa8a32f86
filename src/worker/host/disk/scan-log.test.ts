import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encodeBatch, stampBatch, writeBatch } from '../../../kafka/record/record-batch.ts';
import { batchRow } from './batch-header.ts';
import { logRanges, positionOfOffset } from './log-ranges.ts';
import { recordsOf } from './records.ts';
import { batchBefore, scanLog } from './scan-log.ts';

const unknown = { highWatermark: null, durableOffset: null };

/** Batches of one record each, at offsets 0, 1, 2 …, and where they begin. */
function logOf(values: readonly string[]): { bytes: Uint8Array; positions: number[] } {
  const batches = values.map((value, offset) => {
    const records = [{ timestamp: 1_700_000_000_000 + offset, key: null, value: encodeUtf8(value) }];
    return stampBatch(encodeBatch(records), offset, 0);
  });
  const bytes = new Uint8Array(batches.reduce((sum, batch) => sum + batch.sizeInBytes, 0));
  const positions: number[] = [];
  let at = 0;
  for (const batch of batches) {
    writeBatch(batch, bytes, at);
    positions.push(at);
    at += batch.sizeInBytes;
  }
  return { bytes, positions };
}

test('batches are found by their lengths alone', () => {
  const { bytes, positions } = logOf(['a', 'bb', 'ccc']);
  expect(scanLog(bytes)).toEqual({ positions, end: bytes.length, tail: null });
  expect(batchBefore(positions, (positions[1] ?? 0) + 5)).toBe(1);
  expect(positionOfOffset(bytes, scanLog(bytes), 2)).toBe(positions[2]);
  expect(positionOfOffset(bytes, scanLog(bytes), 3)).toBe(bytes.length);
});

test('a torn end is told with its position and what it says', () => {
  const { bytes, positions } = logOf(['a', 'bb']);
  const size = bytes.length - (positions[1] ?? 0);
  expect(scanLog(bytes.slice(0, -3)).tail).toEqual({
    position: positions[1],
    bytes: size - 3,
    reason: 'cut',
    says: size,
  });
  expect(scanLog(bytes.slice(0, (positions[1] ?? 0) + 7)).tail).toMatchObject({ bytes: 7, reason: 'short' });
  expect(scanLog(new Uint8Array(40)).tail).toMatchObject({ position: 0, bytes: 40, reason: 'small' });
});

test('any flipped byte leaves a view: every byte keeps one name, and nothing throws', async () => {
  const { bytes } = logOf(['hello', 'world']);
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 0xff;
    const scan = scanLog(damaged);
    const ranges = logRanges(damaged, scan, 0, damaged.length);
    let named = 0;
    for (const range of ranges) {
      expect(range.start, `byte ${at} flipped`).toBe(named);
      named = range.end;
    }
    expect(named, `byte ${at} flipped`).toBe(damaged.length);
    for (const [index, position] of scan.positions.entries()) {
      await recordsOf(damaged, batchRow(damaged, position, index, unknown));
    }
  }
});
