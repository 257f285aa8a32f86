import fc from 'fast-check';
import { expect, test } from 'vitest';
import { putInt32, putInt64 } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { allCodecs, loadCodecs } from './codecs/load-codecs.ts';
import { compressionTypes } from './compression.ts';
import { crc32c } from './crc32c.ts';
import { encodeBatch } from './encode-batch.ts';
import { type BatchError, readBatches, tryReadRecords } from './read-batch.ts';
import { batchToBytes, readRecords } from './record-batch.ts';

await loadCodecs(allCodecs);

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

test('a size below the header, another magic and an unknown codec are refused by name', () => {
  expect(errorOf(new Uint8Array(100))).toBe('CORRUPT_MESSAGE');
  expect(errorOf(changed(16, 1))).toBe('UNSUPPORTED_MAGIC');
  expect(errorOf(changed(22, 6, true))).toBe('UNSUPPORTED_COMPRESSION_TYPE');
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

const anyBytes = fc.option(fc.uint8Array({ maxLength: 40 }));
const anyRecords = fc.array(
  fc.record({
    timestamp: fc.oneof(fc.integer({ min: 0, max: 2 ** 41 }), fc.constant(-1)),
    key: anyBytes,
    value: anyBytes,
    headers: fc.array(fc.record({ key: fc.string(), value: anyBytes }), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 20 },
);

test.each(compressionTypes)('what was encoded with %s is decoded again, also from its bytes', (compression) => {
  const property = fc.property(anyRecords, fc.integer({ min: 0, max: 2 ** 40 }), (written, baseOffset) => {
    const batch = encodeBatch(written, { compression, baseOffset, producerId: 7, producerEpoch: 1, baseSequence: 5 });
    const found = readBatches(batchToBytes(batch)).batches[0];
    expect(found).toEqual({ ...batch, bytes: found?.bytes });
    const plain = readRecords(batch).map(({ timestamp, key, value, headers }) => ({ timestamp, key, value, headers }));
    expect(plain).toEqual(written);
    expect(found && readRecords(found)).toEqual(readRecords(batch));
  });
  fc.assert(property, { numRuns: 60 });
});

test.each(compressionTypes)('a flipped byte of a batch with %s is detected, or does no harm', (compression) => {
  const good = batchToBytes(encodeBatch(records, { compression }));
  const inside = JSON.stringify(readRecords(readBatches(good).batches[0]!).map((record) => record.value));
  for (let at = 0; at < good.length; at++) {
    const bytes = good.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    const { batches, error } = readBatches(bytes);
    // Base offset and leader epoch lie outside the checksum; what the records say stays the same.
    const harmless = at < 8 || (at >= 12 && at < 16);
    expect(error === null || (at < 8 && error.message.includes('2^53')), `byte ${at}`).toBe(harmless);
    for (const batch of batches) {
      expect(JSON.stringify(readRecords(batch).map((record) => record.value))).toBe(inside);
    }
  }
});

test('an empty batch is never compressed', () => {
  expect(encodeBatch([], { compression: 'gzip', maxTimestamp: 5 }).attributes & 7).toBe(0);
});
