import { expect, test } from 'vitest';
import { actOn, advanceTo, nowUs, type Run, takeSnapshot } from '../run.ts';
import { cluster, group, producer, seconds, topic } from '../testing/small-cluster.ts';
import { answerOffsetForLeaderEpoch } from './offset-for-leader-epoch.ts';

const partitionOf = (run: Run) => takeSnapshot(run).partitions.find((it) => it.topic === 'orders');

/** Epoch 1 began when the first leader died. */
function afterElection(): { run: Run; leader: number; follower: number; startOfEpoch1: number } {
  const run = cluster({ topics: [topic({ partitions: 1 })], producers: [producer()], groups: [group(0)] });
  advanceTo(run, seconds(12));
  const first = partitionOf(run)?.leader ?? -1;
  actOn(run, { do: 'kill-broker', broker: first });
  const startOfEpoch1 = partitionOf(run)?.replicas.find(({ broker }) => broker === first)?.logEndOffset ?? -1;
  advanceTo(run, nowUs(run) + seconds(20));
  const leader = partitionOf(run)?.leader ?? -1;
  return { run, leader, follower: [1, 2, 3].find((id) => id !== first && id !== leader) ?? -1, startOfEpoch1 };
}

const { run, leader, follower, startOfEpoch1 } = afterElection();
const leo = partitionOf(run)?.replicas.find(({ broker }) => broker === leader)?.logEndOffset ?? -1;

function ask(broker: number, leaderEpoch: number, currentLeaderEpoch = 1, name = 'orders', partition = 0) {
  const partitions = [{ topic: name, partition, currentLeaderEpoch, leaderEpoch }];
  const { responses } = answerOffsetForLeaderEpoch(run.state, broker, { api: 'OffsetForLeaderEpoch', partitions });
  const [answer] = responses;
  return answer === undefined ? null : [answer.error, answer.leaderEpoch, answer.endOffset];
}

test('an epoch ends where the next one begins, the newest at the log end', () => {
  expect(startOfEpoch1).toBeGreaterThan(0);
  expect(leo).toBeGreaterThan(startOfEpoch1);
  expect(ask(leader, 0)).toEqual(['NONE', 0, startOfEpoch1]);
  expect(ask(leader, 1)).toEqual(['NONE', 1, leo]);
  expect(ask(leader, 0, -1)).toEqual(['NONE', 0, startOfEpoch1]);
});

test('of an epoch that it has not seen, or of none, the leader says nothing', () => {
  expect(ask(leader, 2)).toEqual(['NONE', -1, -1]);
  expect(ask(leader, -1)).toEqual(['NONE', -1, -1]);
});

test('only the leader answers, and only who knows its epoch', () => {
  expect(ask(leader, 0, 0)).toEqual(['FENCED_LEADER_EPOCH', -1, -1]);
  expect(ask(leader, 0, 2)).toEqual(['UNKNOWN_LEADER_EPOCH', -1, -1]);
  expect(ask(follower, 0)).toEqual(['NOT_LEADER_OR_FOLLOWER', -1, -1]);
  expect(ask(follower, 0, 0)).toEqual(['FENCED_LEADER_EPOCH', -1, -1]);
  expect(ask(leader, 0, 1, 'nothing')).toEqual(['UNKNOWN_TOPIC_OR_PARTITION', -1, -1]);
  expect(ask(leader, 0, 1, 'orders', 7)).toEqual(['UNKNOWN_TOPIC_OR_PARTITION', -1, -1]);
});
