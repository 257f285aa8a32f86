import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { toInt64 } from '../../../base/int64.ts';
import { parseCleanShutdown } from './clean-shutdown-file.ts';
import { formatOffsetCheckpoint, parseOffsetCheckpoint } from './offset-checkpoint-file.ts';
import { encodeProducerSnapshot, parseProducerSnapshot, parseWideProducerSnapshot } from './producer-snapshot-file.ts';
import { parseQuorumState } from './quorum-state-file.ts';
import { encodeTransactionIndex, parseTransactionIndex } from './transaction-index-file.ts';
import { parseUuid } from './uuid-text.ts';

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(toInt64);
const offset = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(toInt64);
const int32 = fc.integer();
const int16 = fc.integer({ min: -0x8000, max: 0x7fff });

const snapshotEntry = fc.record({
  producerId: int64,
  producerEpoch: int16,
  coordinatorEpoch: int32,
  lastTimestamp: int64,
  currentTxnFirstOffset: fc.option(offset),
  lastBatch: fc.option(fc.record({ lastSequence: int32, lastOffset: offset, offsetDelta: int32 })),
});

property.prop([fc.array(snapshotEntry)])('a producer snapshot gives back what was written', (entries) => {
  expect(parseWideProducerSnapshot(encodeProducerSnapshot(entries))).toEqual({ ok: true, value: entries });
});

property.prop([fc.array(snapshotEntry, { minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 })])(
  'a flipped byte of a producer snapshot is always detected',
  (entries, at, flip) => {
    const bytes = encodeProducerSnapshot(entries);
    const place = at % bytes.length;
    bytes[place] = (bytes[place] as number) ^ flip;
    const read = parseWideProducerSnapshot(bytes);
    expect(read.ok ? null : read.error.class).toBe('CorruptSnapshotException');
  },
);

test('a snapshot with a producer id beyond 2^53 is refused where plain numbers are asked for', () => {
  const entry = {
    producerEpoch: 0,
    coordinatorEpoch: -1,
    lastTimestamp: 1,
    currentTxnFirstOffset: null,
    lastBatch: null,
  };
  expect(parseProducerSnapshot(encodeProducerSnapshot([{ ...entry, producerId: 2 ** 53 - 1 }])).ok).toBe(true);
  expect(parseProducerSnapshot(encodeProducerSnapshot([{ ...entry, producerId: 2n ** 53n }])).ok).toBe(false);
});

const txn = fc.record({ producerId: int64, firstOffset: int64, lastOffset: int64, lastStableOffset: int64 });

property.prop([fc.array(txn)])('a transaction index gives back what was written', (entries) => {
  expect(parseTransactionIndex(encodeTransactionIndex(entries))).toEqual({ ok: true, value: entries });
});

test('of a torn transaction index the whole entries are read', () => {
  const bytes = encodeTransactionIndex([{ producerId: 1, firstOffset: 2, lastOffset: 3, lastStableOffset: 4 }]);
  expect(parseTransactionIndex(bytes.subarray(0, 33))).toEqual({ ok: true, value: [] });
});

const topic = fc.string({ unit: fc.constantFrom('a', 'B', '.', '-', '_', '7'), minLength: 1 });
const offsets = fc.uniqueArray(fc.record({ topic, partition: int32, offset: int64 }), {
  selector: (entry) => `${entry.topic} ${entry.partition}`,
});

property.prop([offsets])('an offset checkpoint gives back what was written', (entries) => {
  const read = parseOffsetCheckpoint(formatOffsetCheckpoint(entries));
  expect(read.ok && new Set(read.value)).toEqual(new Set(entries));
});

test('the clean shutdown file is read as Jackson binds it', () => {
  expect(parseCleanShutdown('{"version":0,"brokerEpoch":"12"} and more')).toBe(12);
  expect(parseCleanShutdown('{"brokerEpoch":9223372036854775807}')).toBe(9223372036854775807n);
  expect(parseCleanShutdown('{"version":0}')).toBeNull();
  expect(parseCleanShutdown('[{"brokerEpoch":1}]')).toBeNull();
});

test('a uuid is read with or without padding and printed without', () => {
  const uuid = 'AAAAAAAAQACAAAAAAAAAAQ';
  expect(parseUuid(`${uuid}==`)).toEqual({ ok: true, value: uuid });
  expect(parseUuid(`${uuid}=`).ok).toBe(false);
  expect(parseUuid('AAAAAAAAQACAAAAAAAAAAR')).toEqual({ ok: true, value: uuid });
  expect(parseUuid('').ok).toBe(false);
});

test('a quorum state of version 0 must have every field, also those that nobody reads', () => {
  const voters = '"currentVoters":[{"voterId":2}]';
  const full = `{"clusterId":"","leaderId":2,"leaderEpoch":3,"votedId":-1,"appliedOffset":0,${voters},"data_version":0}`;
  expect(parseQuorumState(full)).toMatchObject({
    ok: true,
    value: { leaderId: 2, epoch: 3, voted: null, voters: [2] },
  });
  expect(parseQuorumState(full.replace('"appliedOffset":0,', '')).ok).toBe(false);
  expect(parseQuorumState(full.replace('"data_version":0', '"data_version":7'))).toMatchObject({
    error: { class: 'IllegalStateException' },
  });
});
