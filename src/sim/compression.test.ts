import { expect, test } from 'vitest';
import { compressionCodec } from '../kafka/record/batch-format.ts';
import { loadCodecs } from '../kafka/record/codecs/load-codecs.ts';
import { type CodecName, compressionTypeOfId } from '../kafka/record/compression.ts';
import type { RecordBatch } from '../kafka/record/record-batch.ts';
import { readRecords } from '../kafka/record/record-batch.ts';
import { advanceTo, logOf, type Run, recordDetail, stateHash, takeSnapshot } from './run.ts';
import { cluster, group, producer, seconds, topic } from './testing/small-cluster.ts';

await loadCodecs(['gzip', 'lz4', 'snappy', 'zstd']);

const compressed = (type: string, topicConfigs: Readonly<Record<string, string>> = {}): Run =>
  cluster({
    topics: [topic({ partitions: 1, configs: { 'min.insync.replicas': '2', ...topicConfigs } })],
    producers: [
      producer({
        ratePerSecond: 200,
        configs: { 'enable.idempotence': 'false', 'linger.ms': '200', 'compression.type': type },
      }),
    ],
    groups: [group(1)],
  });

function batchesOn(run: Run, broker: number): readonly RecordBatch[] {
  const log = logOf(run, broker, 'orders', 0);
  return (log?.segments ?? []).flatMap((segment) => segment.batches.slice(0, segment.length));
}

const codecs = (batches: readonly RecordBatch[]): Set<string | undefined> =>
  new Set(batches.map((batch) => compressionTypeOfId(compressionCodec(batch))));

test.each<CodecName>(['gzip', 'snappy', 'lz4', 'zstd'])(
  'what a producer compresses with %s is stored, replicated and consumed',
  (type) => {
    const run = compressed(type);
    advanceTo(run, seconds(6));
    const [leader = [], ...followers] = [1, 2, 3].map((broker) => batchesOn(run, broker));
    expect(codecs(leader)).toEqual(new Set([type]));
    const shared = leader.slice(0, 10).every((batch, i) => followers.every((log) => log[i]?.bytes === batch.bytes));
    expect(leader.length > 10 && shared).toBe(true);
    const plain = leader[5] as RecordBatch;
    expect(readRecords(plain)).toHaveLength(plain.count);
    const read = takeSnapshot(run).groups[0]?.members[0];
    expect(read).toBeDefined();
    expect(recordDetail(run, 'orders', 0, 3)?.value).toBeTruthy();
    const again = compressed(type);
    advanceTo(again, seconds(6));
    expect(stateHash(again)).toBe(stateHash(run));
  },
);

test('a topic’s own compression.type has the last word', () => {
  for (const [producers, ofTopic, stored] of [
    ['none', 'zstd', 'zstd'],
    ['lz4', 'gzip', 'gzip'],
    ['gzip', 'uncompressed', 'none'],
    ['snappy', 'producer', 'snappy'],
  ] as const) {
    const run = compressed(producers, { 'compression.type': ofTopic });
    advanceTo(run, seconds(4));
    const batches = batchesOn(run, 1);
    expect(batches.length).toBeGreaterThan(5);
    expect(codecs(batches), `${producers} on ${ofTopic}`).toEqual(new Set([stored]));
  }
});

test('compressed batches hold more records in batch.size once the producer has learned how well they compress', () => {
  const run = (type: string): Run =>
    cluster({
      topics: [topic({ partitions: 1, replicationFactor: 1, configs: {} })],
      producers: [
        producer({
          ratePerSecond: 2000,
          valueBytes: 200,
          configs: {
            'enable.idempotence': 'false',
            'linger.ms': '500',
            'batch.size': '4000',
            'compression.type': type,
          },
        }),
      ],
      groups: [],
    });
  const largest = (type: string): number => {
    const played = run(type);
    advanceTo(played, seconds(8));
    const batches = [1, 2, 3].flatMap((broker) => batchesOn(played, broker));
    expect(Math.max(...batches.map((batch) => batch.sizeInBytes))).toBeLessThan(4400);
    return Math.max(...batches.map((batch) => batch.count));
  };
  expect(largest('gzip')).toBeGreaterThan(1.2 * largest('none'));
});
