import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchToBytes } from '../record/record-batch.ts';
import { appendAsLeader, fileBytes, logFiles, type PartitionLog, rollLog, tryOpenLog } from './partition-log.ts';
import { batchesOf } from './testing/invariants.ts';
import { batchOf, configOf, emptyLog, T0 } from './testing/logs.ts';
import { markerBatch, producerBatch } from './testing/transactions.ts';

const config = configOf({ indexIntervalBytes: 100 });
const ACTIVE = '00000000000000000005.log';
/** Base offset, leader epoch and magic of a batch: its CRC covers none of them, and a broker does not look at the magic. */
const OUTSIDE_CRC = (at: number): boolean => at < 8 || (at >= 12 && at < 17);

/** Plain batches, an idempotent producer's and a transaction, in two segments. */
function aLog(): PartitionLog {
  const log = emptyLog();
  for (let i = 0; i < 5; i++) appendAsLeader(log, batchOf(1, T0 + i), 0, T0, config);
  rollLog(log, T0);
  for (let i = 0; i < 3; i++) appendAsLeader(log, batchOf(2, T0 + i), 1, T0, config);
  appendAsLeader(log, producerBatch({ producerId: 7, baseSequence: 0, transactional: true, count: 3 }), 1, T0, config);
  appendAsLeader(log, markerBatch({ producerId: 7, abort: true }), 1, T0, config, 'COORDINATOR');
  appendAsLeader(log, producerBatch({ producerId: 8, baseSequence: 0 }), 1, T0, config);
  return log;
}

const log = aLog();
const before = batchesOf(log).map(batchToBytes);
const size = fileBytes(log, ACTIVE)?.length ?? 0;

/** Opens the log as after a crash, with another active .log file. Gives the bytes of its batches, or null: not opened. */
function openWith(bytes: Uint8Array): { batches: Uint8Array[]; cut: boolean } | null {
  const files = new Map(logFiles(log).map(({ name }) => [name, fileBytes(log, name) ?? new Uint8Array()]));
  files.set(ACTIVE, bytes);
  const { topic, partition, topicId, recoveryPoint } = log;
  const opened = tryOpenLog({ topic, partition, topicId, files, config, cow: 1, nowMs: T0, recoveryPoint });
  if (!opened.ok) return null;
  return { batches: batchesOf(opened.value.log).map(batchToBytes), cut: opened.value.report.cut !== null };
}

/** The batch of the active segment that holds the byte, counted over the whole log, and the byte's place in it. */
function placeOf(at: number): { batch: number; inBatch: number } {
  let start = 0;
  for (let batch = 5; ; batch++) {
    const { length } = before[batch] as Uint8Array;
    if (at < start + length) return { batch, inBatch: at - start };
    start += length;
  }
}

test('an active segment that ends too early loses the batches that are not whole, and says so', () => {
  fc.assert(
    fc.property(fc.nat(size - 1), (length) => {
      const opened = openWith((fileBytes(log, ACTIVE) as Uint8Array).slice(0, length));
      const { batch, inBatch } = placeOf(length);
      expect(opened?.batches).toEqual(before.slice(0, batch));
      expect(opened?.cut).toBe(inBatch > 0);
    }),
    { numRuns: 200 },
  );
});

test('a flipped bit is found by its CRC or structure; where no CRC looks, no record changes', () => {
  fc.assert(
    fc.property(fc.nat(size - 1), fc.nat(7), (at, bit) => {
      const bytes = (fileBytes(log, ACTIVE) as Uint8Array).slice();
      bytes[at] = (bytes[at] as number) ^ (1 << bit);
      const opened = openWith(bytes);
      const { batch, inBatch } = placeOf(at);
      if (!OUTSIDE_CRC(inBatch)) {
        expect(opened).toEqual({ batches: before.slice(0, batch), cut: true });
      } else if (opened !== null && !opened.cut) {
        // From the attributes on.
        expect(opened.batches.map((b) => b.slice(21))).toEqual(before.map((b) => b.slice(21)));
      } else if (opened !== null && opened.batches.length > 5) {
        expect(opened.batches).toEqual(before.slice(0, opened.batches.length));
      }
    }),
    { numRuns: 500 },
  );
});

test('bytes behind the last batch are cut off', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (garbage) => {
      const whole = fileBytes(log, ACTIVE) as Uint8Array;
      const bytes = new Uint8Array(whole.length + garbage.length);
      bytes.set(whole);
      bytes.set(garbage, whole.length);
      expect(openWith(bytes)).toEqual({ batches: before, cut: true });
    }),
  );
});
