import fc from 'fast-check';
import { expect, test } from 'vitest';
import { putInt32, putInt64 } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { crc32c } from './crc32c.ts';
import { encodeBatch } from './encode-batch.ts';
import { type BatchError, readBatches, tryReadRecords } from './read-batch.ts';
import { batchToBytes } from './record-batch.ts';

const records = [0, 1].map((i) => ({ timestamp: 1000 + i, key: encodeUtf8(`k${i}`), value: encodeUtf8('value') }));
const one = batchToBytes(encodeBatch(records));

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The batch with a byte changed and, if asked, with a CRC that fits again. */
function changed(at: number, value: number, fitCrc = false): Uint8Array {
  const bytes = one.slice();
  bytes[at] = value;
  if (fitCrc) putInt32(bytes, 17, crc32c(bytes, 21));
  return bytes;
}

function errorOf(bytes: Uint8Array): BatchError['kind'] | undefined {
  return readBatches(bytes).error?.kind;
}

test('whole batches before a torn tail are kept', () => {
  for (let cut = 1; cut < one.length; cut++) {
    const read = readBatches(joined(one, one.subarray(0, cut)));
    expect(read.batches).toHaveLength(1);
    expect([read.validBytes, read.error?.kind, read.error?.position]).toEqual([one.length, 'INCOMPLETE', one.length]);
  }
});

test('a flipped byte that the crc covers ends the reading there', () => {
  for (let at = 21; at < one.length; at++) {
    const read = readBatches(joined(one, changed(at, (one[at] ?? 0) ^ 1), one));
    expect([read.validBytes, read.error?.kind]).toEqual([one.length, 'CORRUPT_MESSAGE']);
  }
});

test('a size below the header, another magic and a compressed batch are refused by name', () => {
  expect(errorOf(new Uint8Array(100))).toBe('CORRUPT_MESSAGE');
  expect(errorOf(changed(16, 1))).toBe('UNSUPPORTED_MAGIC');
  expect(errorOf(changed(22, 2, true))).toBe('UNSUPPORTED_COMPRESSION_TYPE');
  expect(errorOf(changed(23, 0x80, true))).toBe('CORRUPT_MESSAGE');
  const far = one.slice();
  putInt64(far, 0, 2 ** 52);
  far[0] = 0x7f;
  expect(readBatches(far).error?.message).toContain('2^53');
});

test('a right crc does not make a malformed inside readable', () => {
  for (const [at, value] of [
    [61, 0xff], // length of the first record
    [61, 0x01],
    [60, 9], // more records than there are
    [60, 1], // fewer
    [65, 0x7e], // key length
    [74, 0x01], // header count
  ] as const) {
    const batch = readBatches(changed(at, value, true)).batches[0];
    expect(batch && tryReadRecords(batch).ok).toBe(false);
  }
});

test('no bytes make the reader throw or read past their end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, withGood) => {
      const bytes = withGood ? joined(one, noise) : noise;
      const read = readBatches(bytes);
      expect(read.validBytes).toBeLessThanOrEqual(bytes.length);
      for (const batch of read.batches) tryReadRecords(batch);
    }),
  );
  fc.assert(
    fc.property(fc.nat(one.length - 62), fc.nat(255), (at, value) => {
      const batch = readBatches(changed(61 + at, value, true)).batches[0];
      if (batch !== undefined) tryReadRecords(batch);
    }),
    { numRuns: 1000 },
  );
});
