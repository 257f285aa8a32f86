import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromHex, hex } from '../../base/bytes.ts';
import { decodeMetadataRecord, encodeMetadataRecord } from './metadata-record-codec.ts';
import type { MetadataRecord } from './metadata-records.ts';
import { type LoggedRecord, rederive } from './testing/rederive.ts';

// Logs of real 4.3.1 controllers (node 100, brokers 1 2 3) through kills, orderly stops, returns, ISR changes, elections
// and reassignments; one record a line, "offset hex", without NoOpRecords.
const files = ['recorded-log-kills.txt', 'recorded-log-stops.txt'];

function read(file: string): { offset: number; bytes: string; record: MetadataRecord }[] {
  const text = readFileSync(new URL(`./testing/${file}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [offset = '', bytes = ''] = line.split(' ');
      const record = decodeMetadataRecord(fromHex(bytes));
      if (!record.ok) throw new Error(record.error);
      return { offset: Number(offset), bytes, record: record.value };
    });
}

function story(file: string): string[] {
  const log: LoggedRecord[] = read(file);
  return rederive(log, { nodeId: 100, staticConfig: new Map([['min.insync.replicas', '1']]) });
}

test.each(files)('every record of %s is read and written with the same bytes', (file) => {
  for (const { bytes, record } of read(file)) expect(hex(encodeMetadataRecord(record))).toBe(bytes);
});

test.each(files)('our rules write what the real controller wrote into %s, event by event', (file) => {
  expect(story(file).filter((event) => event.startsWith('unexplained'))).toEqual([]);
});

test('the recorded logs hold every kind of event', () => {
  const kinds = new Set(files.flatMap(story).map((event) => event.replace(/ \d+/, '')));
  expect([...kinds].filter((kind) => !kind.endsWith('Record')).toSorted()).toEqual([
    'cancel reassignment',
    'cordoned',
    'elect preferred',
    'elect unclean',
    'fence',
    'isr',
    'partition',
    'reassign',
    'register unclean',
    'shutdown',
    'unfence',
  ]);
});
