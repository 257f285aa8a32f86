import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex } from '../../../base/bytes.ts';
import type { KafkaRecord } from '../../record/record-batch.ts';
import { activeSegment, copyLog, type PartitionLog, readLog, rollLog } from '../partition-log.ts';
import { configOf, emptyLog, T0 } from '../testing/logs.ts';
import { cleanFrom, type Put, put, recordsOf } from './testing/cleaning.ts';

const config = configOf({
  cleanupPolicy: ['compact'],
  segmentBytes: 600,
  indexIntervalBytes: 100,
  deleteRetentionMs: 50,
});

const aPut: fc.Arbitrary<Put> = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  value: fc.option(fc.string({ maxLength: 8 }), { freq: 3 }),
});
type Act =
  | { readonly do: 'put'; readonly puts: readonly Put[] }
  | { readonly do: 'roll' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'clean'; readonly slots: number };
const anAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put'), puts: fc.array(aPut, { minLength: 1, maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('roll') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.nat(80) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('clean'), slots: fc.integer({ min: 2, max: 12 }) }) },
);

const textOf = (record: KafkaRecord): string =>
  `${record.offset} ${hex(record.key as Uint8Array)} ${record.value === null ? '-' : hex(record.value)} ${record.timestamp}`;

/** key → its newest record below `end`. */
function newest(records: readonly KafkaRecord[], end: number): Map<string, KafkaRecord> {
  const found = new Map<string, KafkaRecord>();
  for (const record of records) if (record.offset < end) found.set(hex(record.key as Uint8Array), record);
  return found;
}

function expectCleaned(before: PartitionLog, after: PartitionLog, checkpoint: number, nextDirty: number): void {
  const [was, is] = [recordsOf(before.segments), recordsOf(after.segments)];
  const texts = was.map(textOf);
  // Nothing is changed, moved or added: what is left is a subsequence.
  let at = 0;
  for (const record of is) {
    at = texts.indexOf(textOf(record), at) + 1;
    expect(at).toBeGreaterThan(0);
  }
  const left = new Set(is.map(textOf));
  for (const record of newest(was, nextDirty).values()) {
    if (record.value !== null) expect(left.has(textOf(record))).toBe(true);
  }
  for (const record of was) if (record.offset >= nextDirty) expect(left.has(textOf(record))).toBe(true);
  const keys = is.filter((record) => record.offset < nextDirty && record.offset >= checkpoint);
  expect(new Set(keys.map((record) => hex(record.key as Uint8Array))).size).toBe(keys.length);
  expect(activeSegment(after).contentHash).toBe(activeSegment(before).contentHash);
  expect(after.logEndOffset).toBe(before.logEndOffset);
}

/** From every offset on a reader gets all records that are left from there on, in order. */
function expectReadable(log: PartitionLog): void {
  const all = recordsOf(log.segments);
  for (let from = log.logStartOffset; from <= log.logEndOffset; from++) {
    const seen: number[] = [];
    let next = from;
    while (next < log.logEndOffset) {
      const read = readLog(log, next, 200, log.logEndOffset, true);
      if (read === 'OFFSET_OUT_OF_RANGE' || read.batches.length === 0) break;
      for (const batch of read.batches) {
        for (const record of recordsOf([{ ...activeSegment(log), batches: [batch], length: 1 }])) {
          if (record.offset >= next) seen.push(record.offset);
        }
        next = batch.lastOffset + 1;
      }
    }
    expect(seen).toEqual(all.filter((record) => record.offset >= from).map((record) => record.offset));
  }
}

test('whatever is written and cleaned, records stay as they are and none is lost that is the newest of its key', () => {
  fc.assert(
    fc.property(fc.array(anAct, { maxLength: 40 }), (acts) => {
      const log = emptyLog();
      let nowMs = T0;
      let checkpoint = 0;
      for (const act of acts) {
        if (act.do === 'put') put(log, act.puts, nowMs, config);
        else if (act.do === 'roll') rollLog(log, nowMs);
        else if (act.do === 'wait') nowMs += act.ms;
        else if (checkpoint < activeSegment(log).baseOffset) {
          const before = copyLog(log, 1);
          const { nextDirtyOffset } = cleanFrom(log, checkpoint, nowMs, config, act.slots);
          expectCleaned(before, log, checkpoint, nextDirtyOffset);
          expect(nextDirtyOffset).toBeGreaterThan(checkpoint);
          checkpoint = nextDirtyOffset;
        }
      }
      expectReadable(log);
    }),
    { numRuns: 200 },
  );
});

test('no tombstone is left below the checkpoint when two passes have run and delete.retention.ms is over', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(aPut, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 20 }),
      (batches) => {
        const log = emptyLog();
        for (const puts of batches) put(log, puts, T0, config);
        rollLog(log, T0);
        const first = cleanFrom(log, 0, T0, config).nextDirtyOffset;
        put(log, [{ key: 'x', value: '1' }], T0, config);
        rollLog(log, T0);
        cleanFrom(log, first, T0 + config.deleteRetentionMs, config);
        expect(recordsOf(log.segments).filter((record) => record.value === null)).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});
