import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { fromHex } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { batchLayout, recordsLayout } from './batch-layout.ts';
import type { ByteRange } from './byte-range.ts';
import { batchToBytes, encodeBatch } from './record-batch.ts';

/** Kafka's own: k1→hello at T, null→world with header h1=v1 at T+5, k1→null at T+10. */
const GOLDEN = fromHex(
  `00000000000000000000005a00000000021ac0bc280000000000020000018bcfe568000000018bcfe5680affffffffffffffffffffffffffff
   000000031a000000046b310a68656c6c6f0022000a02010a776f726c6402046831047631100014 04046b310100`,
);

const text = (range: ByteRange): string =>
  `${range.entry ?? ''} ${range.name}=${range.value} ${range.absolute ?? ''}`.trim();

test('every field of a batch is named with its value', () => {
  const ranges = batchLayout(GOLDEN);
  expect(ranges.slice(0, 13).map((range) => [range.name, range.start, range.value, range.absolute])).toEqual([
    ['baseOffset', 0, 0, null],
    ['batchLength', 8, 90, null],
    ['partitionLeaderEpoch', 12, 0, null],
    ['magic', 16, 2, null],
    ['crc', 17, 0x1ac0bc28, null],
    ['attributes', 21, 0, null],
    ['lastOffsetDelta', 23, 2, 2],
    ['baseTimestamp', 27, 1_700_000_000_000, null],
    ['maxTimestamp', 35, 1_700_000_000_010, null],
    ['producerId', 43, -1, null],
    ['producerEpoch', 51, -1, null],
    ['baseSequence', 53, -1, null],
    ['recordsCount', 57, 3, null],
  ]);
  expect(ranges.filter((range) => range.entry === 1).map(text)).toEqual([
    '1 length=17',
    '1 attributes=0',
    '1 timestampDelta=5 1700000000005',
    '1 offsetDelta=1 1',
    '1 keyLength=-1',
    '1 valueLength=5',
    '1 value=null',
    '1 headersCount=1',
    '1 headerKeyLength=2',
    '1 headerKey=h1',
    '1 headerValueLength=2',
    '1 headerValue=null',
  ]);
});

/** That the ranges follow each other from `start` to `end`, none of them empty. */
function expectCover(ranges: readonly ByteRange[], start: number, end: number): void {
  let at = start;
  for (const range of ranges) {
    expect(range.start).toBe(at);
    expect(range.end).toBeGreaterThan(range.start);
    at = range.end;
  }
  expect(at).toBe(end);
}

const bytes = fc.option(fc.uint8Array({ maxLength: 20 }));
const record = fc.record({
  timestamp: fc.nat(1_000_000),
  key: bytes,
  value: bytes,
  headers: fc.array(fc.record({ key: fc.string({ maxLength: 5 }), value: bytes }), { maxLength: 3 }),
});
const batch = fc.array(record, { minLength: 1, maxLength: 5 }).map((records) => batchToBytes(encodeBatch(records)));

property.prop([batch])('the ranges of a sound batch cover it once and leave nothing unreadable', (whole) => {
  const ranges = batchLayout(whole);
  expectCover(ranges, 0, whole.length);
  expect(ranges.every((range) => range.reason === null)).toBe(true);
  const records = whole.subarray(61);
  const inner = recordsLayout(records, { baseOffset: 0, baseTimestamp: 0, recordsCount: 5 });
  expectCover(inner, 0, records.length);
});

property.prop([batch, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat(), fc.nat(30)])(
  'the ranges of a damaged or cut batch cover what there is of it once',
  (whole, flips, cut, before) => {
    const damaged = new Uint8Array(before + whole.length);
    damaged.set(whole, before);
    for (const [at, byte] of flips) damaged[before + (at % whole.length)] = byte;
    const left = damaged.subarray(0, before + (cut % (whole.length + 1)));
    const ranges = batchLayout(left, before);
    const size = left.length - before < 12 ? left.length : new DataView(left.buffer).getInt32(before + 8) + 12;
    const end = size >= 61 ? Math.min(left.length, before + size) : left.length;
    expectCover(ranges, before, end);
  },
);

test('damage is said where it stands, and the records after it are named', () => {
  const broken = GOLDEN.slice();
  broken[65] = 0x40; // the key of the first record now has 32 bytes, more than the record
  const ranges = batchLayout(broken);
  const unreadable = ranges.filter((range) => range.name === 'unreadable');
  expect(unreadable.map(({ entry, reason }) => [entry, reason])).toEqual([[0, 'RECORD']]);
  expect(ranges.filter((range) => range.name === 'offsetDelta').map((range) => range.value)).toEqual([0, 1, 2]);
  expect(batchLayout(GOLDEN.subarray(0, 80)).at(-1)?.reason).toBe('INCOMPLETE');
  expect(batchLayout(new Uint8Array(64)).at(-1)).toMatchObject({ start: 12, end: 64, reason: 'LENGTH' });
});

test('compressed records are one range', () => {
  const compressed = GOLDEN.slice();
  compressed[22] = 3;
  expect(batchLayout(compressed).at(-1)).toMatchObject({ name: 'compressedRecords', start: 61, end: 102 });
  compressed[22] = 7;
  expect(batchLayout(compressed).at(-1)).toMatchObject({ name: 'unreadable', reason: 'COMPRESSION' });
});

test('a header key is given as text', () => {
  const whole = batchToBytes(
    encodeBatch([{ timestamp: 0, key: null, value: null, headers: [{ key: '주문', value: encodeUtf8('x') }] }]),
  );
  expect(batchLayout(whole).find((range) => range.name === 'headerKey')).toMatchObject({ value: '주문', header: 0 });
});
