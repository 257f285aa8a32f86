import { expect, test } from 'vitest';
import { appendAsFollower, defaultLogConfig } from '../../kafka/log/partition-log.ts';
import { batchOf, T0 } from '../../kafka/log/testing/logs.ts';
import { advanceTo, openRun } from '../run.ts';
import { ownLog, ownReplica, replicaKey } from '../state.ts';
import { origin, seconds, setup, topic } from '../testing/small-cluster.ts';
import { strongIsr } from './strong-isr.ts';
import { checkAfterAct, createWatch } from './watch.ts';

/** All three replicas hold one record, one of the followers another than the leader has committed. */
function diverged({ leaderStart }: { readonly leaderStart: number }): string | null {
  const topics = [topic({ partitions: 1 })];
  const run = openRun(origin({ setup: setup({ topics, producers: [], groups: [] }) }));
  advanceTo(run, seconds(15));
  const s = run.state;
  const keys = [1, 2, 3].map((id) => replicaKey(s, id, 'orders', 0));
  const leader = keys.find((key) => s.replicas.get(key)?.role === 'leader') ?? -1;
  const [wrong = -1] = keys.filter((key) => key !== leader);
  const watch = createWatch([strongIsr]);
  expect(checkAfterAct(s, watch)).toBeNull();
  for (const key of keys) {
    const batch = batchOf(1, key === wrong ? T0 + 1 : T0);
    appendAsFollower(ownLog(s, key), { ...batch, partitionLeaderEpoch: 0 }, T0, defaultLogConfig);
  }
  ownLog(s, leader).logStartOffset = leaderStart;
  ownReplica(s, leader).highWatermark = 1;
  return checkAfterAct(s, watch)?.detail ?? null;
}

test('a follower of the ISR with another record than was committed is seen', () => {
  expect(diverged({ leaderStart: 0 })).toContain('offset 0 of epoch 0 is not what was committed there');
});

test('what the leader has deleted may be another at a follower', () => {
  expect(diverged({ leaderStart: 1 })).toBeNull();
});
