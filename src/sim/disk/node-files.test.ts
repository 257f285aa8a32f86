import { expect, test } from 'vitest';
import { decodeUtf8 } from '../../base/utf8.ts';
import { parseOffsetCheckpoint } from '../../kafka/log/files/offset-checkpoint-file.ts';
import { readBatches } from '../../kafka/record/record-batch.ts';
import { actOn, advanceTo } from '../run.ts';
import { cluster, seconds } from '../testing/small-cluster.ts';
import { nodeFiles } from './node-files.ts';

test('a node lists the files of its partitions, and their bytes have the sizes that it names', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  const files = nodeFiles(run.state, 1);
  expect(files.map((file) => file.path)).toContain('orders-0/00000000000000000000.log');
  for (const file of files) expect(file.bytes()).toHaveLength(file.sizeInBytes);
  const log = files.find((file) => file.path === 'orders-0/00000000000000000000.log');
  expect(readBatches(log?.bytes() ?? new Uint8Array()).batches.length).toBeGreaterThan(0);
});

test('beside its partitions a broker keeps who it is and how far it got', () => {
  const run = cluster();
  advanceTo(run, seconds(70));
  const textOf = (node: number, path: string): string | undefined => {
    const bytes = nodeFiles(run.state, node)
      .find((file) => file.path === path)
      ?.bytes();
    return bytes === undefined ? undefined : decodeUtf8(bytes);
  };
  expect(textOf(1, 'meta.properties')).toMatch(/^#\n#Tue Nov 14 22:13:20 UTC 2023\n(.*\n)*node\.id=1\n/);
  const marks = parseOffsetCheckpoint(textOf(1, 'replication-offset-checkpoint') ?? '');
  expect(marks.ok && marks.value.find((entry) => entry.topic === 'orders')).toMatchObject({ partition: 0 });
  expect(textOf(1, 'recovery-point-offset-checkpoint')).toContain('orders 2 ');
  expect(textOf(1, 'log-start-offset-checkpoint')).toBe('0\n0\n');
  expect(textOf(1, '.kafka_cleanshutdown')).toBeUndefined();
  expect(textOf(100, '__cluster_metadata-0/quorum-state')).toBe(
    '{"clusterId":"","leaderId":100,"leaderEpoch":1,"votedId":-1,"appliedOffset":0,"currentVoters":[{"voterId":100}],"data_version":0}',
  );

  actOn(run, { do: 'stop-broker', broker: 1 });
  advanceTo(run, seconds(90));
  const epoch = run.state.brokers.get(1)?.epoch;
  expect(textOf(1, '.kafka_cleanshutdown')).toBe(`{"version":0,"brokerEpoch":${epoch}}`);
});
