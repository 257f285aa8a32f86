import { encodeUtf8 } from '../src/base/utf8.ts';
import { defaultLogConfig } from '../src/kafka/log/log-config.ts';
import {
  appendAsLeader,
  createLog,
  fileBytes,
  logFiles,
  openLog,
  type PartitionLog,
} from '../src/kafka/log/partition-log.ts';
import { crc32c } from '../src/kafka/record/crc32c.ts';
import { murmur2 } from '../src/kafka/record/murmur2.ts';
import { batchToBytes, encodeBatch, readBatches, readRecords } from '../src/kafka/record/record-batch.ts';
import { secondsOf } from './measure.ts';
import { printTable, type Row, type Section } from './section.ts';

const recordsInBatch = 600;
const segmented = { ...defaultLogConfig, segmentBytes: 16_777_216 };

/** Calls a second, after as many to warm up. */
function callsPerSecond(times: number, work: () => void): number {
  const all = (): void => {
    for (let i = 0; i < times; i++) work();
  };
  all();
  return times / secondsOf(all);
}

/** A log of 64 MB: appended batch by batch as its leader does, and opened again from its files after a crash. */
function logRows(batchBytes: Uint8Array): Row[] {
  const times = Math.ceil(64_000_000 / batchBytes.length);
  const nowMs = 1_767_603_700_000;
  const grow = (): PartitionLog => {
    const log = createLog('bench', 0, 'AAAAAAAAAAAAAAAAAAAAAQ', 1, nowMs);
    for (let at = 0; at < times; at++) {
      for (const batch of readBatches(batchBytes).batches) appendAsLeader(log, batch, 0, nowMs, segmented);
    }
    return log;
  };
  const megabytes = (times * batchBytes.length) / 1_000_000;
  grow();
  const appended = megabytes / secondsOf(grow);
  const log = grow();
  const files = new Map(logFiles(log).map(({ name }) => [name, fileBytes(log, name) ?? new Uint8Array()]));
  const withoutIndexes = new Map([...files].filter(([name]) => !/index$/.test(name)));
  const directory = { topic: 'bench', partition: 0, topicId: log.topicId, config: segmented, cow: 1, nowMs };
  const open = (given: ReadonlyMap<string, Uint8Array>): number =>
    megabytes / secondsOf(() => openLog({ ...directory, files: given }));
  open(files);
  return [
    { what: 'append to a log, CRC checked', value: appended, unit: 'MB/s' },
    { what: 'recover a log from byte 0', value: open(files), unit: 'MB/s' },
    { what: 'the same without index files', value: open(withoutIndexes), unit: 'MB/s' },
  ];
}

export const codecSection: Section = {
  name: 'codec',
  title: 'Record batches v2 in Node (600 records of 100 bytes a batch)',
  run: async (print) => {
    const value = encodeUtf8('.'.repeat(100));
    const records = Array.from({ length: recordsInBatch }, (_, at) => ({
      timestamp: 1_767_603_600_000 + at,
      key: null,
      value,
    }));
    const batch = encodeBatch(records);
    const bytes = batchToBytes(batch);
    const megabytes = bytes.length / 1_000_000;
    const small = bytes.subarray(0, 200);
    const key = encodeUtf8('user-123456789');
    const rows: Row[] = [
      { what: 'encode with CRC', value: megabytes * callsPerSecond(2000, () => encodeBatch(records)), unit: 'MB/s' },
      {
        what: 'check CRC and read headers',
        value: megabytes * callsPerSecond(5000, () => readBatches(bytes)),
        unit: 'MB/s',
      },
      { what: 'decode records', value: megabytes * callsPerSecond(1000, () => readRecords(batch)), unit: 'MB/s' },
      { what: 'CRC-32C of a batch', value: megabytes * callsPerSecond(10_000, () => crc32c(bytes)), unit: 'MB/s' },
      {
        what: 'CRC-32C of 200 bytes',
        value: (callsPerSecond(2_000_000, () => crc32c(small)) * 200) / 1_000_000,
        unit: 'MB/s',
      },
      { what: 'murmur2 of a key of 14 bytes', value: callsPerSecond(5_000_000, () => murmur2(key)), unit: 'keys/s' },
    ];
    rows.push(...logRows(bytes));
    printTable(print, rows);
  },
};
