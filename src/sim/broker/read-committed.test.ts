import { expect, test } from 'vitest';
import { fromHex } from '../../base/hex.ts';
import { appendAsLeader, defaultLogConfig } from '../../kafka/log/partition-log.ts';
import { type EncodeOptions, encodeBatch } from '../../kafka/record/record-batch.ts';
import { advanceTo, nowUs, type Run, takeSnapshot } from '../run.ts';
import { ownLog, replicaKey, wallMs } from '../state.ts';
import { cluster, group, producer, seconds } from '../testing/small-cluster.ts';
import { answerListOffsets } from './client-requests.ts';
import { completeWoken } from './delayed-completion.ts';
import { advanceHighWatermark } from './high-watermark-advance.ts';

const topic = { name: 'orders', partitions: 1, replicationFactor: 1, configs: {} };

function started(isolationLevel: string): Run {
  const groups = [group(1, { configs: { 'auto.offset.reset': 'earliest', 'isolation.level': isolationLevel } })];
  const run = cluster({ topics: [topic], producers: [producer()], groups });
  advanceTo(run, seconds(8));
  return run;
}

const leaderOf = (run: Run): number => takeSnapshot(run).partitions.find((p) => p.topic === 'orders')?.leader ?? -1;
const processed = (run: Run): number => takeSnapshot(run).groups[0]?.members[0]?.processed ?? 0;

/** What a transactional producer, or the transaction coordinator, has the leader write. */
function write(run: Run, options: EncodeOptions, key: Uint8Array | null, value: Uint8Array): void {
  const s = run.state;
  const at = replicaKey(s, leaderOf(run), 'orders', 0);
  const origin = options.controlBatch === true ? 'COORDINATOR' : 'CLIENT';
  const batch = encodeBatch([{ timestamp: wallMs(s), key, value }], {
    producerId: 9,
    producerEpoch: 0,
    transactional: true,
    ...options,
  });
  const appended = appendAsLeader(ownLog(s, at), batch, 0, wallMs(s), defaultLogConfig, origin);
  expect(appended.ok).toBe(true);
  advanceHighWatermark(s, at);
  completeWoken(s);
}

const begin = (run: Run): void => write(run, { baseSequence: 0 }, null, new Uint8Array(5));
const abort = (run: Run): void => write(run, { controlBatch: true }, fromHex('00000000'), fromHex('000000000000'));

function latest(run: Run, isolationLevel: 'read_committed' | 'read_uncommitted'): number {
  const partitions = [{ topic: 'orders', partition: 0, currentLeaderEpoch: -1, timestamp: -1 }];
  const request = { api: 'ListOffsets', replicaId: -1, isolationLevel, partitions } as const;
  return answerListOffsets(run.state, leaderOf(run), request).responses[0]?.offset ?? -1;
}

test('an open transaction stops who reads committed records, and its end lets them go on', () => {
  const run = started('read_committed');
  begin(run);
  const before = processed(run);
  const stable = latest(run, 'read_committed');
  advanceTo(run, nowUs(run) + seconds(5));
  expect(processed(run) - before).toBeLessThanOrEqual(1);
  expect(latest(run, 'read_committed')).toBe(stable);
  expect(latest(run, 'read_uncommitted')).toBeGreaterThan(stable + 10);
  const { logEndOffset } = takeSnapshot(run).partitions[0]?.replicas[0] ?? { logEndOffset: -1 };
  abort(run);
  advanceTo(run, nowUs(run) + seconds(2));
  // All but the record that was aborted.
  expect(processed(run)).toBeGreaterThanOrEqual(logEndOffset - 1);
  expect(latest(run, 'read_committed')).toBe(latest(run, 'read_uncommitted'));
});

test('who reads uncommitted records goes on', () => {
  const run = started('read_uncommitted');
  begin(run);
  const before = processed(run);
  advanceTo(run, nowUs(run) + seconds(5));
  expect(processed(run) - before).toBeGreaterThan(10);
});
