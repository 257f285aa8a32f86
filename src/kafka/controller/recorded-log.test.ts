import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromHex, hex } from '../../base/bytes.ts';
import { decodeMetadataRecord, encodeMetadataRecord } from './metadata-record-codec.ts';
import type { MetadataRecord } from './metadata-records.ts';
import { type LoggedRecord, rederive } from './testing/rederive.ts';

// The log of a real 4.3.1 controller (node 100, brokers 1 2 3) through deaths, returns, ISR changes, elections and
// reassignments; one record a line, "offset hex", without NoOpRecords.
const lines = readFileSync(new URL('./testing/recorded-metadata-log.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

function decoded(bytes: string): MetadataRecord {
  const result = decodeMetadataRecord(fromHex(bytes));
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

test('every record of a real log is read and written with the same bytes', () => {
  for (const line of lines) {
    const [, bytes = ''] = line.split(' ');
    expect(hex(encodeMetadataRecord(decoded(bytes)))).toBe(bytes);
  }
});

test('our rules write what the real controller wrote, event by event', () => {
  const log: LoggedRecord[] = lines.map((line) => {
    const [offset = '', bytes = ''] = line.split(' ');
    return { offset: Number(offset), record: decoded(bytes) };
  });
  const story = rederive(log, { nodeId: 100, staticConfig: new Map([['min.insync.replicas', '1']]) });
  expect(story.filter((event) => event.startsWith('unexplained'))).toEqual([]);
  expect(new Set(story.map((event) => event.replace(/ \d+/, '')))).toEqual(kinds);
});

const kinds = new Set([
  'BeginTransactionRecord',
  'ClearElrRecord',
  'ConfigRecord',
  'EndTransactionRecord',
  'FeatureLevelRecord',
  'RegisterControllerRecord',
  'RemoveTopicRecord',
  'TopicRecord',
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
