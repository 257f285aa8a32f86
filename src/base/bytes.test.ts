import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader, ByteWriter, fromHex, hex, MalformedBytes } from './bytes.ts';

const safeInteger = fc.oneof(
  fc.maxSafeInteger(),
  fc.constantFrom(0, -1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, -(2 ** 53) + 1),
);

test('every kind of value that is written is read back', () => {
  fc.assert(
    fc.property(fc.integer(), safeInteger, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (i, l, big) => {
      const w = new ByteWriter(1);
      w.i8(i >> 24)
        .i16(i >> 16)
        .i32(i)
        .u32(i >>> 0)
        .i64(l)
        .i64Big(big)
        .varint(i)
        .varlong(l)
        .unsignedVarint(i >>> 0);
      w.f64(l / 3)
        .utf8('é')
        .bytes(Uint8Array.of(1, 2));
      const r = new ByteReader(w.toBytes());
      expect([r.i8(), r.i16(), r.i32(), r.u32(), r.i64(), r.i64Big()]).toEqual([i >> 24, i >> 16, i, i >>> 0, l, big]);
      expect([r.varint(), r.varlong(), r.unsignedVarint(), r.f64()]).toEqual([i, l, i >>> 0, l / 3]);
      expect([r.utf8(2), r.bytes(2), r.remaining]).toEqual(['é', Uint8Array.of(1, 2), 0]);
    }),
  );
});

test('the bytes are big-endian two’s complement', () => {
  const w = new ByteWriter()
    .i16(-2)
    .i32(0x01020304)
    .i64(-1)
    .i64(2 ** 40 + 1)
    .i64Big(-(2n ** 63n));
  expect(hex(w.toBytes())).toBe('fffe01020304ffffffffffffffff00000100000000018000000000000000');
});

test('varints are the bytes that Kafka writes', () => {
  const varints: [number, string][] = [
    [0, '00'],
    [-1, '01'],
    [1, '02'],
    [-2, '03'],
    [63, '7e'],
    [-64, '7f'],
    [64, '8001'],
    [-65, '8101'],
    [8191, 'fe7f'],
    [-8192, 'ff7f'],
    [8192, '808001'],
    [2147483647, 'feffffff0f'],
    [-2147483648, 'ffffffff0f'],
  ];
  for (const [value, bytes] of varints) {
    expect(hex(new ByteWriter().varint(value).toBytes())).toBe(bytes);
    expect(hex(new ByteWriter().varlong(value).toBytes())).toBe(bytes);
    expect(new ByteReader(fromHex(bytes)).varlong()).toBe(value);
  }
  expect(hex(new ByteWriter().varlong(1700000000000).toBytes())).toBe('80a0abfef962');
});

test('bytes that end too early are malformed, not zero', () => {
  const reads: ((r: ByteReader) => unknown)[] = [
    (r) => r.i32(),
    (r) => r.i64(),
    (r) => r.bytes(4),
    (r) => r.utf8(4),
    (r) => r.skip(4),
    (r) => r.bytes(-1),
  ];
  for (const read of reads) expect(() => read(new ByteReader(Uint8Array.of(1, 2, 3)))).toThrow(MalformedBytes);
  expect(() => new ByteReader(fromHex('8080')).varint()).toThrow('need 1 bytes');
});

test('numbers that do not fit are malformed', () => {
  expect(() => new ByteReader(fromHex('7fffffffffffffff')).i64()).toThrow('2^53');
  expect(() => new ByteReader(fromHex('ffffffffff00')).varint()).toThrow('too long');
  expect(() => new ByteReader(fromHex('80808080808080808080')).varlong()).toThrow('too long');
  expect(() => new ByteReader(fromHex('feffffffffffffffff01')).varlong()).toThrow('2^53');
});

test('a writer refuses what does not fit', () => {
  expect(() => new ByteWriter().i8(128)).toThrow('int8');
  expect(() => new ByteWriter().i16(40000)).toThrow('int16');
  expect(() => new ByteWriter().i32(2 ** 31)).toThrow('int32');
  expect(() => new ByteWriter().i64(2 ** 53)).toThrow('safe integer');
});

test('a reader stays inside its range', () => {
  const r = new ByteReader(Uint8Array.of(9, 0, 1, 9), 1, 3);
  expect([r.i16(), r.remaining, r.position]).toEqual([1, 0, 3]);
  expect(() => r.i8()).toThrow(MalformedBytes);
});
