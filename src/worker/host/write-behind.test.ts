import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex } from '../../base/hex.ts';
import { err } from '../../base/result.ts';
import { fileBytes } from '../../kafka/log/log-files.ts';
import {
  appendAsLeader,
  copyLog,
  createLog,
  defaultLogConfig,
  deleteOldSegments,
  logFiles,
  type PartitionLog,
  truncateTo,
} from '../../kafka/log/partition-log.ts';
import { encodeBatch } from '../../kafka/record/record-batch.ts';
import type { SavedRun } from '../../sim/run.ts';
import { createMemoryDisk, openMemoryStore } from '../../storage/memory-store.ts';
import { chunkBytes, type RunStore } from '../../storage/run-store.ts';
import { aDocument, someBytes } from '../../storage/testing/storage-fixtures.ts';
import { filesOfLog } from './disk-files.ts';
import { createWriteBehind, type WriteBehind } from './write-behind.ts';
import { unwrittenBytes } from './written-files.ts';

const config = { ...defaultLogConfig, segmentBytes: 200_000, retentionBytes: 500_000, indexIntervalBytes: 4096 };

function append(log: PartitionLog, valueBytes: number, seed: number, limits = config): void {
  const batch = encodeBatch([{ timestamp: 1000, key: null, value: someBytes(valueBytes, seed) }]);
  expect(appendAsLeader(log, batch, 0, 1000, limits).ok).toBe(true);
}

/** Logs by directory, with what a checkpoint of them holds. */
interface Cluster {
  logs: Map<string, PartitionLog>;
  checkpoint: Map<string, PartitionLog>;
  clockMs: number;
  moment: number;
  timers: (() => void)[];
}

function newCluster(): Cluster {
  return { logs: new Map(), checkpoint: new Map(), clockMs: 0, moment: 0, timers: [] };
}

function logOf(cluster: Cluster, directory: string): PartitionLog {
  const log = cluster.logs.get(directory) ?? createLog('orders', 0, 'mLu2nCWKSJ2QyWdLkSr4Vg', 0, 1000);
  cluster.logs.set(directory, log);
  return log;
}

function startWriting(store: RunStore, cluster: Cluster): WriteBehind {
  return createWriteBehind({
    store,
    storedId: 'r1',
    written: null,
    nowMs: () => cluster.clockMs,
    after: (_ms, run) => cluster.timers.push(run),
    takeMoment: () => ({
      document: aDocument({ momentUs: cluster.moment }),
      hash: '',
      damaged: false,
      saved: { state: cluster.moment, logs: [] } as unknown as SavedRun,
      files: [...cluster.logs].flatMap(([directory, log]) => filesOfLog(directory, log)),
    }),
    countUnwritten: (written) => unwrittenBytes(written, cluster.logs.values()),
  });
}

function picture(cluster: Cluster): string[] {
  const lines = [`moment ${cluster.moment}`];
  for (const [directory, log] of cluster.logs) {
    for (const { name, sizeInBytes } of logFiles(log)) {
      if (sizeInBytes === 0 && !name.endsWith('.log')) continue;
      lines.push(`${directory}/${name} ${hex(fileBytes(log, name) ?? new Uint8Array())}`);
    }
  }
  return lines.sort();
}

async function storedPicture(store: RunStore): Promise<string[]> {
  const loaded = await store.load('r1');
  if (!loaded.ok || loaded.value === null) return [];
  const { run, files } = loaded.value;
  return [`moment ${run.document.momentUs}`, ...[...files].map(([path, bytes]) => `${path} ${hex(bytes)}`)].sort();
}

type Step =
  | { readonly kind: 'append'; readonly directory: string; readonly valueBytes: number; readonly times: number }
  | { readonly kind: 'truncate'; readonly directory: string; readonly part: number }
  | { readonly kind: 'retain' | 'delete'; readonly directory: string }
  | { readonly kind: 'checkpoint' | 'go-back' | 'flush' | 'failing-flush' };

const directory = fc.constantFrom('broker-1/orders-0', 'broker-2/orders-0', 'broker-1/orders-1');
const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      directory,
      valueBytes: fc.integer({ min: 0, max: 40_000 }),
      times: fc.integer({ min: 1, max: 8 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('truncate' as const),
      directory,
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('retain' as const, 'delete' as const), directory }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'checkpoint' as const,
        'go-back' as const,
        'flush' as const,
        'flush' as const,
        'failing-flush' as const,
      ),
    }),
  },
);

function copyOfLogs(logs: ReadonlyMap<string, PartitionLog>): Map<string, PartitionLog> {
  return new Map([...logs].map(([path, log]) => [path, copyLog(log, 0)]));
}

function change(cluster: Cluster, step: Step): void {
  cluster.moment++;
  if (step.kind === 'append') {
    for (let i = 0; i < step.times; i++) append(logOf(cluster, step.directory), step.valueBytes, cluster.moment + i);
  } else if (step.kind === 'truncate') {
    const log = logOf(cluster, step.directory);
    truncateTo(log, Math.max(log.logStartOffset, Math.floor(log.logEndOffset * step.part)), 1000);
  } else if (step.kind === 'retain') {
    const log = logOf(cluster, step.directory);
    deleteOldSegments(log, config, 1000, log.logEndOffset);
  } else if (step.kind === 'delete') {
    cluster.logs.delete(step.directory);
  } else if (step.kind === 'checkpoint') {
    cluster.checkpoint = copyOfLogs(cluster.logs);
  } else if (step.kind === 'go-back') {
    cluster.logs = copyOfLogs(cluster.checkpoint);
  }
}

test('whatever appends, truncations, deletions and jumps back happen, storage holds exactly the last written moment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { maxLength: 25 }), async (steps) => {
      const cluster = newCluster();
      const real = openMemoryStore(createMemoryDisk());
      await real.claim();
      let fails = false;
      const store: RunStore = { ...real, commit: async (commit) => (fails ? err('quota') : real.commit(commit)) };
      const writing = startWriting(store, cluster);
      let expected: string[] = [];
      for (const step of steps) {
        change(cluster, step);
        writing.touch();
        if (step.kind === 'failing-flush') fails = true;
        if (step.kind === 'flush' || fails) await writing.flush();
        if (step.kind === 'flush' && !fails) expected = picture(cluster);
        expect(await storedPicture(real)).toEqual(expected);
      }
      expect(writing.failure()).toBe(fails ? 'quota' : null);
    }),
    { numRuns: 60 },
  );
});

test('an append writes only the end of the file', async () => {
  const cluster = newCluster();
  const real = openMemoryStore(createMemoryDisk());
  await real.claim();
  const sizes: number[] = [];
  const store: RunStore = {
    ...real,
    commit: (commit) => {
      for (const c of commit.changes) if (c.kind === 'write' && c.path.endsWith('.log')) sizes.push(c.bytes.length);
      return real.commit(commit);
    },
  };
  const writing = startWriting(store, cluster);
  const log = logOf(cluster, 'broker-1/orders-0');
  for (let i = 0; i < 4; i++) append(log, 40_000, i);
  await writing.flush();
  append(log, 100, 9);
  writing.touch();
  await writing.flush();
  expect(sizes[0]).toBeGreaterThan(160_000);
  expect(sizes[1]).toBeLessThan(chunkBytes);
  expect(await storedPicture(real)).toEqual(picture(cluster));
});

test('a write is due two seconds after the last, not before, also when nobody asks again', async () => {
  const cluster = newCluster();
  const store = openMemoryStore(createMemoryDisk());
  await store.claim();
  const writing = startWriting(store, cluster);
  await writing.flush();
  append(logOf(cluster, 'broker-1/orders-0'), 10, 1);
  writing.touch();
  cluster.clockMs += 1999;
  writing.poll();
  writing.poll();
  expect(cluster.timers).toHaveLength(1);
  expect(await storedPicture(store)).toEqual(['moment 0']);

  cluster.clockMs += 1;
  cluster.timers.pop()?.();
  await writing.stop();
  expect(await storedPicture(store)).toEqual(picture(cluster));
});

test('more than 32 MB waiting is full, and written at once', async () => {
  const cluster = newCluster();
  const store = openMemoryStore(createMemoryDisk());
  await store.claim();
  const writing = startWriting(store, cluster);
  await writing.flush();
  const log = logOf(cluster, 'broker-1/orders-0');
  for (let i = 0; i < 34; i++) append(log, 1_000_000, i, defaultLogConfig);
  writing.touch();
  cluster.clockMs += 100;
  expect(writing.isFull()).toBe(true);
  writing.poll();
  await writing.flush();
  cluster.clockMs += 100;
  expect(writing.pendingBytes()).toBe(0);
  expect(writing.isFull()).toBe(false);
});
