import { expect, test } from 'vitest';
import { advanceTo, openRun } from '../run.ts';
import { ownReplica, replicaKey } from '../state.ts';
import { origin, seconds, setup, topic } from '../testing/small-cluster.ts';
import { replicationQuorum } from './replication-quorum.ts';
import { checkAfterAct, createWatch } from './watch.ts';

/** A partition whose leader knows an ISR of itself alone, of an epoch before the controller's, which has all three. */
function watchedLeader() {
  const run = openRun(origin({ setup: setup({ topics: [topic({ partitions: 1 })], producers: [], groups: [] }) }));
  advanceTo(run, seconds(15));
  const s = run.state;
  const keys = [1, 2, 3].map((id) => replicaKey(s, id, 'orders', 0));
  const key = keys.find((of) => s.replicas.get(of)?.role === 'leader') ?? -1;
  const leader = ownReplica(s, key);
  const watch = createWatch([replicationQuorum]);
  const look = (): string | null => checkAfterAct(s, watch)?.detail ?? null;
  /** Proposes to add one follower to the ISR. */
  const propose = (token: number): void => {
    const added = leader.replicas.find((id) => id !== leader.broker) ?? -1;
    leader.pendingIsr = { token, kind: 'expand', isr: [leader.broker, added] };
  };
  expect(look()).toBeNull();
  leader.partitionEpoch -= 1;
  leader.isr = [leader.broker];
  return { leader, look, propose };
}

test('a leader that proposes less than the controller has is seen', () => {
  const { look, propose } = watchedLeader();
  propose(1);
  expect(look()).toMatch(/^orders-0: broker \d does not wait for broker \d of the ISR$/);
});

test('a leader that has forgotten a proposal may make another before it learns the outcome', () => {
  const { leader, look, propose } = watchedLeader();
  leader.pendingIsr = { token: 1, kind: 'expand', isr: leader.replicas };
  expect(look()).toBeNull();
  leader.pendingIsr = null;
  expect(look()).toBeNull();
  propose(2);
  expect(look()).toBeNull();
});

test('in another partition epoch it is asked of it again', () => {
  const { leader, look, propose } = watchedLeader();
  leader.pendingIsr = { token: 1, kind: 'expand', isr: leader.replicas };
  expect(look()).toBeNull();
  leader.pendingIsr = null;
  leader.partitionEpoch += 1;
  propose(2);
  expect(look()).toContain('does not wait for');
});
