import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromHex, hex } from '../../base/bytes.ts';
import { decodeMetadataRecord, encodeMetadataRecord } from './metadata-record-codec.ts';
import type { MetadataRecord } from './metadata-records.ts';
import { type LoggedRecord, rederive } from './testing/rederive.ts';

// Logs of real 4.3.1 controllers (node 100, brokers 1 2 3) through kills, orderly stops, returns, ISR changes, elections
// and reassignments; one record a line, "offset hex", without NoOpRecords.
const texts = {
  kills: readFileSync(new URL('./testing/recorded-log-kills.txt', import.meta.url), 'utf8'),
  stops: readFileSync(new URL('./testing/recorded-log-stops.txt', import.meta.url), 'utf8'),
};
const logs = ['kills', 'stops'] as const;

function read(log: keyof typeof texts): { offset: number; bytes: string; record: MetadataRecord }[] {
  return texts[log]
    .trim()
    .split('\n')
    .map((line) => {
      const [offset = '', bytes = ''] = line.split(' ');
      const record = decodeMetadataRecord(fromHex(bytes));
      if (!record.ok) throw new Error(record.error);
      return { offset: Number(offset), bytes, record: record.value };
    });
}

function story(log: keyof typeof texts): string[] {
  const records: LoggedRecord[] = read(log);
  return rederive(records, { nodeId: 100, staticConfig: new Map([['min.insync.replicas', '1']]) });
}

test.each(logs)('every record of the log of %s is read and written with the same bytes', (log) => {
  for (const { bytes, record } of read(log)) expect(hex(encodeMetadataRecord(record))).toBe(bytes);
});

test.each(logs)('our rules write what the real controller wrote into the log of %s, event by event', (log) => {
  expect(story(log).filter((event) => event.startsWith('unexplained'))).toEqual([]);
});

test('the recorded logs hold these events', () => {
  const counts: Record<string, number> = {};
  for (const event of logs.flatMap(story)) {
    const kind = event.replace(/ \d+/, '');
    if (!kind.endsWith('Record')) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  expect(counts).toEqual({
    'cancel reassignment': 1,
    cordoned: 43,
    'elect preferred': 4,
    'elect unclean': 1,
    fence: 47,
    isr: 44,
    'isr completes reassignment': 3,
    partition: 34,
    reassign: 7,
    'register clean': 3,
    'register unclean': 40,
    shutdown: 7,
    unfence: 44,
  });
});
