import { expect, test } from 'vitest';
import * as lines from './quorum-lines.ts';

const prospective: lines.VoterState = {
  id: 100,
  voters: [100],
  epoch: 0,
  leaderId: -1,
  votedId: -1,
  highWatermark: -1,
  role: { kind: 'prospective', electionDeadlineUs: 0, votes: new Map([[100, 'granted']]) },
  timeoutMs: 1948,
};
const unattached: lines.VoterState = {
  ...prospective,
  role: { kind: 'unattached', electionDeadlineUs: 0 },
  timeoutMs: 1791,
};

// As a real voter wrote them.
test('the first role of a process comes from nothing', () => {
  const text =
    'transition to UnattachedState(epoch=0, leaderId=OptionalInt.empty, votedKey=Optional.empty, voters=[100], electionTimeoutMs=1791, highWatermark=Optional.empty) from null';
  expect(lines.transition(null, unattached).map(({ message }) => message)).toEqual([
    `[RaftManager id=100] Attempting durable ${text}`,
    `[RaftManager id=100] Completed ${text}`,
  ]);
});

test('who asks for pre-votes has nothing to write down first', () => {
  expect(lines.transition(unattached, prospective)).toEqual([
    {
      level: 'INFO',
      logger: 'org.apache.kafka.raft.QuorumState',
      message:
        '[RaftManager id=100] Completed transition to ProspectiveState(epoch=0, leaderId=OptionalInt.empty, votedKey=Optional.empty, epochElection=EpochElection[voterStates={100=VoterState(replicaKey=ReplicaKey(id=100, directoryId=<undefined>), state=GRANTED)}], electionTimeoutMs=1948, highWatermark=Optional.empty) from UnattachedState(epoch=0, leaderId=OptionalInt.empty, votedKey=Optional.empty, voters=[100], electionTimeoutMs=1791, highWatermark=Optional.empty)',
    },
  ]);
});

test('a follower names its leader and where that listens', () => {
  const follower: lines.VoterState = {
    ...unattached,
    id: 2,
    epoch: 1,
    leaderId: 100,
    role: { kind: 'follower', fetchDeadlineUs: 0, hasFetchedFromLeader: false },
    timeoutMs: 2000,
  };
  expect(lines.transition({ ...unattached, id: 2 }, follower)[1]?.message).toContain(
    'Completed transition to FollowerState(fetchTimeoutMs=2000, epoch=1, leader=100, leaderEndpoints=Endpoints(endpoints={ListenerName(CONTROLLER)=controller-100/<unresolved>:9093}), votedKey=Optional.empty, voters=[100], highWatermark=Optional.empty, fetchingSnapshot=Optional.empty) from UnattachedState(',
  );
});

test('a leader without a majority says who has fetched (LeaderState.timeUntilCheckQuorumExpires)', () => {
  expect(lines.majorityLost(100, 3000, [101], [100, 101, 102]).message).toBe(
    '[RaftManager id=100] Did not receive fetch request from the majority of the voters within 3000ms. Current fetched voters are [101], and voters are [ReplicaKey(id=100, directoryId=<undefined>), ReplicaKey(id=101, directoryId=<undefined>), ReplicaKey(id=102, directoryId=<undefined>)]',
  );
});

test('the rest of what KafkaRaftClient says', () => {
  expect(lines.fetchTimedOut(101).message).toBe(
    '[RaftManager id=101] Transitioning to Prospective state due to fetch timeout',
  );
  expect(lines.truncatedMetadata(101, 7, 100).message).toBe(
    '[RaftManager id=101] Truncated to offset 7 from Fetch response from leader 100',
  );
  expect(lines.beginningShutdown(101).message).toBe('[RaftManager id=101] Beginning graceful shutdown');
  expect(lines.shutdownCompleted(101).message).toBe('[RaftManager id=101] Graceful shutdown completed');
});
