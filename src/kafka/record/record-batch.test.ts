import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, hex } from '../../base/hex.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import {
  batchToBytes,
  encodeBatch,
  estimateBatchUpperBound,
  incrementSequence,
  isControlBatch,
  isTransactional,
  type RecordInput,
  readBatches,
  readRecords,
  recordSizeInBytes,
  stampBatch,
  timestampType,
  withMaxTimestamp,
  writeBatch,
} from './record-batch.ts';

const T = 1_700_000_000_000;
const text = encodeUtf8;

const GOLDEN_A = `
00 00 00 00 00 00 00 00 00 00 00 5a 00 00 00 00 02 1a c0 bc 28 00 00 00 00 00 02 00 00 01 8b cf
e5 68 00 00 00 01 8b cf e5 68 0a ff ff ff ff ff ff ff ff ff ff ff ff ff ff 00 00 00 03 1a 00 00
00 04 6b 31 0a 68 65 6c 6c 6f 00 22 00 0a 02 01 0a 77 6f 72 6c 64 02 04 68 31 04 76 31 10 00 14
04 04 6b 31 01 00`;
const GOLDEN_B = `
00 00 00 00 00 00 00 03 00 00 00 3a 00 00 00 00 02 87 96 d5 f6 00 10 00 00 00 00 00 00 01 8b cf
e5 68 14 00 00 01 8b cf e5 68 14 00 00 00 00 00 00 0f a0 00 01 00 00 00 07 00 00 00 01 10 00 00
00 02 61 02 31 00`;
const GOLDEN_C = `
00 00 00 00 00 00 00 04 00 00 00 42 00 00 00 00 02 98 28 70 3f 00 30 00 00 00 00 00 00 01 8b cf
e5 68 1e 00 00 01 8b cf e5 68 1e 00 00 00 00 00 00 0f a0 00 01 ff ff ff ff 00 00 00 01 20 00 00
00 08 00 00 00 01 0c 00 00 00 00 00 02 00`;

const recordsA: RecordInput[] = [
  { timestamp: T, key: text('k1'), value: text('hello') },
  { timestamp: T + 5, key: null, value: text('world'), headers: [{ key: 'h1', value: text('v1') }] },
  { timestamp: T + 10, key: text('k1'), value: null },
];

function golden(bytes: string): string {
  return hex(fromHex(bytes));
}

test('a client’s batch, stamped by the leader, is what Kafka writes to disk', () => {
  const batch = stampBatch(encodeBatch(recordsA), 0, 0);
  expect(batch.sizeInBytes).toBe(102);
  expect(hex(batchToBytes(batch))).toBe(golden(GOLDEN_A));
});

test('a transactional batch of an idempotent producer is what Kafka writes', () => {
  const batch = encodeBatch([{ timestamp: T + 20, key: text('a'), value: text('1') }], {
    producerId: 4000,
    producerEpoch: 1,
    baseSequence: 7,
    transactional: true,
    baseOffset: 3,
    partitionLeaderEpoch: 0,
  });
  expect(hex(batchToBytes(batch))).toBe(golden(GOLDEN_B));
  expect([isTransactional(batch), isControlBatch(batch)]).toEqual([true, false]);
});

test('a commit marker is what Kafka writes', () => {
  const marker = { timestamp: T + 30, key: fromHex('00000001'), value: fromHex('000000000002') };
  const options = { producerId: 4000, producerEpoch: 1, transactional: true, controlBatch: true, baseOffset: 4 };
  const batch = encodeBatch([marker], { ...options, partitionLeaderEpoch: 0 });
  expect(hex(batchToBytes(batch))).toBe(golden(GOLDEN_C));
  expect(isControlBatch(batch)).toBe(true);
});

test('the crc that kafka-dump-log shows', () => {
  expect(encodeBatch([recordsA[0] as RecordInput, { timestamp: T + 5, key: null, value: text('world') }]).crc).toBe(
    979563824,
  );
});

test('batches are read back from a file, and records from the batch', () => {
  const file = fromHex(GOLDEN_A + GOLDEN_B + GOLDEN_C);
  const { batches, validBytes, error } = readBatches(file);
  expect(error).toBeNull();
  expect(validBytes).toBe(250);
  expect(batches.map((b) => [b.baseOffset, b.lastOffset, b.count])).toEqual([
    [0, 2, 3],
    [3, 3, 1],
    [4, 4, 1],
  ]);
  const written = new Uint8Array(250);
  let at = 0;
  for (const batch of batches) {
    writeBatch(batch, written, at);
    at += batch.sizeInBytes;
  }
  expect(hex(written)).toBe(hex(file));
  expect(batches[0] && readRecords(batches[0])).toEqual([
    { offset: 0, timestamp: T, sequence: -1, key: text('k1'), value: text('hello'), headers: [] },
    {
      offset: 1,
      timestamp: T + 5,
      sequence: -1,
      key: null,
      value: text('world'),
      headers: [{ key: 'h1', value: text('v1') }],
    },
    { offset: 2, timestamp: T + 10, sequence: -1, key: text('k1'), value: null, headers: [] },
  ]);
});

const bytesOrNull = fc.option(fc.uint8Array({ maxLength: 200 }), { nil: null });
const recordInput = fc.record({
  timestamp: fc.integer({ min: -1, max: 2 ** 45 }),
  key: bytesOrNull,
  value: bytesOrNull,
  headers: fc.array(fc.record({ key: fc.string({ unit: 'grapheme' }), value: bytesOrNull }), { maxLength: 3 }),
});

test('any records come back as they were, at their offsets and sequences', () => {
  fc.assert(
    fc.property(
      fc.array(recordInput, { minLength: 1, maxLength: 20 }),
      fc.nat(),
      fc.nat(100),
      (inputs, base, epoch) => {
        const options = { producerId: 9, producerEpoch: 0, baseSequence: 2147483640 };
        const stamped = stampBatch(encodeBatch(inputs, options), base, epoch);
        const { batches, error } = readBatches(batchToBytes(stamped));
        expect(error).toBeNull();
        const { bytes: _, ...fields } = stamped;
        expect(batches[0]).toMatchObject(fields);
        expect(readRecords(stamped)).toEqual(
          inputs.map((input, i) => ({ ...input, offset: base + i, sequence: incrementSequence(2147483640, i) })),
        );
      },
    ),
  );
});

test('the sizes that the producer counts with are the sizes that are written', () => {
  fc.assert(
    fc.property(recordInput, recordInput, (first, second) => {
      const one = encodeBatch([first]);
      const two = encodeBatch([first, second]);
      const added = recordSizeInBytes(1, second.timestamp - first.timestamp, second.key, second.value, second.headers);
      expect(two.sizeInBytes - one.sizeInBytes).toBe(added);
      expect(estimateBatchUpperBound(first.key, first.value, first.headers)).toBeGreaterThanOrEqual(one.sizeInBytes);
    }),
  );
  // 61 + 21 + (1 + 2) + (2 + 100) + 1
  expect(estimateBatchUpperBound(text('k1'), new Uint8Array(100))).toBe(188);
});

test('stamping shares the bytes', () => {
  const batch = encodeBatch(recordsA);
  const stamped = stampBatch(batch, 41, 7);
  expect(stamped.bytes).toBe(batch.bytes);
  expect([stamped.baseOffset, stamped.lastOffset, stamped.partitionLeaderEpoch, stamped.crc]).toEqual([
    41,
    43,
    7,
    batch.crc,
  ]);
});

test('log append time makes a new batch with its own crc, and every record shows it', () => {
  const batch = encodeBatch(recordsA);
  const late = withMaxTimestamp(batch, 'LogAppendTime', T + 1000);
  expect(late.crc).not.toBe(batch.crc);
  expect(readBatches(batchToBytes(late)).error).toBeNull();
  expect(readRecords(late).map((r) => r.timestamp)).toEqual([T + 1000, T + 1000, T + 1000]);
  expect(timestampType(withMaxTimestamp(late, 'CreateTime', batch.maxTimestamp))).toBe('CreateTime');
  expect(withMaxTimestamp(batch, 'CreateTime', batch.maxTimestamp)).toBe(batch);
});

test('a batch that compaction has emptied keeps its offsets and 61 bytes', () => {
  const batch = encodeBatch([], { baseOffset: 5, lastOffsetDelta: 3, producerId: 7, maxTimestamp: T });
  expect([batch.sizeInBytes, batch.lastOffset, batch.count, batch.firstTimestamp]).toEqual([61, 8, 0, -1]);
  expect(readBatches(batchToBytes(batch)).batches[0]?.maxTimestamp).toBe(T);
  expect(readRecords(batch)).toEqual([]);
});

test('sequences wrap to 0', () => {
  expect(incrementSequence(2147483647, 1)).toBe(0);
  expect(incrementSequence(2147483645, 5)).toBe(2);
  expect(incrementSequence(3, 4)).toBe(7);
});
