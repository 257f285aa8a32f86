import { expect, test } from 'vitest';
import { readBatches } from '../../kafka/record/record-batch.ts';
import { advanceTo } from '../run.ts';
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
