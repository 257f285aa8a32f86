import { expect, test } from 'vitest';
import {
  actOn,
  advanceTo,
  drainUpdates,
  logOf,
  type Run,
  restoreRun,
  runCommands,
  saveRun,
  stateHash,
} from '../run.ts';
import { cluster, origin, seconds, setup } from '../testing/small-cluster.ts';
import { nodeFiles } from './node-files.ts';

const path = 'orders-0/00000000000000000000.log';
const overwrite = (run: Run, position: number, value: number, at = path): void =>
  actOn(run, { do: 'write-byte', broker: 2, path: at, position, value });
const refusals = (run: Run): (string | null)[] =>
  drainUpdates(run).flatMap((update) => (update.kind === 'refused' ? [update.message] : []));
const bytesOf = (run: Run): Uint8Array | undefined =>
  nodeFiles(run.state, 2)
    .find((file) => file.path === path)
    ?.bytes();

test('a byte overwritten in a batch that was not flushed ends the log there when its broker starts', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  const log = logOf(run, 2, 'orders', 0);
  const batches = log?.segments[0]?.batches.slice(0, log.segments[0].length) ?? [];
  const end = log?.logEndOffset ?? 0;
  const cutAt = batches.slice(0, 3).reduce((sum, batch) => sum + batch.sizeInBytes, 0);
  actOn(run, { do: 'kill-broker', broker: 2 });
  drainUpdates(run);
  const before = bytesOf(run)?.[cutAt + 70] ?? 0;
  overwrite(run, cutAt + 70, before ^ 0xff);
  expect(bytesOf(run)?.[cutAt + 70]).toBe(before ^ 0xff);
  actOn(run, { do: 'start-broker', broker: 2 });
  // Its logs are opened with its first metadata.
  advanceTo(run, seconds(21));
  expect(drainUpdates(run)).toContainEqual(
    expect.objectContaining({
      kind: 'log-recovered',
      broker: 2,
      atOffset: batches[3]?.baseOffset,
      recordsLost: end - (batches[3]?.baseOffset ?? 0),
      cut: expect.objectContaining({ position: cutAt, reason: 'CORRUPT' }),
    }),
  );
  // It fetches what it lost from the leader.
  advanceTo(run, seconds(40));
  expect(logOf(run, 2, 'orders', 0)?.logEndOffset).toBeGreaterThanOrEqual(end);
});

test('a byte is only written to a file that is there, on a broker that does not run', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  overwrite(run, 0, 1);
  expect(refusals(run)).toEqual(['Broker 2 is running: it has its files open.']);
  actOn(run, { do: 'kill-broker', broker: 2 });
  const hash = stateHash(run);
  overwrite(run, 0, 1, 'orders-7/00000000000000000000.log');
  overwrite(run, 0, 1, 'orders-0/nothing.log');
  overwrite(run, 1_000_000, 1);
  expect(refusals(run)).toHaveLength(3);
  expect(stateHash(run)).toBe(hash);
});

test('a broker whose only log directory cannot be opened ends again', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  actOn(run, { do: 'kill-broker', broker: 2 });
  const file = 'orders-0/leader-epoch-checkpoint';
  const before =
    nodeFiles(run.state, 2)
      .find((held) => held.path === file)
      ?.bytes()[0] ?? 0;
  overwrite(run, 0, 0x78, file);
  drainUpdates(run);
  actOn(run, { do: 'start-broker', broker: 2 });
  // Its logs are opened with its first metadata.
  advanceTo(run, seconds(21));
  expect(drainUpdates(run)).toContainEqual(
    expect.objectContaining({ kind: 'log-unreadable', broker: 2, partition: 0 }),
  );
  expect(run.state.brokers.get(2)?.state).toBe('crashed');
  overwrite(run, 0, before, file);
  actOn(run, { do: 'start-broker', broker: 2 });
  expect(run.state.brokers.get(2)?.state).toBe('starting');
});

test('an overwritten byte is saved with the run', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  actOn(run, { do: 'kill-broker', broker: 2 });
  overwrite(run, 30, 9);
  const saved = structuredClone(saveRun(run));
  const read = (broker: number, topic: string, partition: number, baseOffset: number): Uint8Array => {
    const name = `${topic}-${partition}/${String(baseOffset).padStart(20, '0')}.log`;
    const logs = { ...run.state, brokers: new Map() };
    return (
      nodeFiles(logs, broker)
        .find((file) => file.path === name)
        ?.bytes() ?? new Uint8Array()
    );
  };
  const restored = restoreRun(origin({ setup: setup(), commands: [...runCommands(run)] }), saved, read);
  expect(restored.damaged).toBe(false);
  expect(stateHash(restored.run)).toBe(stateHash(run));
});
