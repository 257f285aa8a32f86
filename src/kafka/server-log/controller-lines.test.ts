import { expect, test } from 'vitest';
import * as lines from './controller-lines.ts';

const say = (owner: string, message: string) => ({
  level: 'INFO',
  logger: `org.apache.kafka.controller.${owner}`,
  message: `[QuorumController id=100] ${message}`,
});

// As a real controller wrote them.
test('a controller takes up its duties', () => {
  expect(lines.becomingActive(100, 1, 1)).toEqual(
    say('QuorumController', 'Becoming the active controller at epoch 1, next write offset 1.'),
  );
});

test('a first registration and one of a later incarnation', () => {
  const registration = { broker: 1, cleanupRecords: 0, incarnationId: 'fUBmoS4nQTKY1mJJmqDzNw', brokerEpoch: 245 };
  const again = { ...registration, previousIncarnationId: 'kPxTSz_NR8GpEXWN4WocEw' };
  expect(lines.registering(100, again)).toEqual(
    say(
      'ClusterControlManager',
      'Registering a new incarnation of broker 1. Previous incarnation ID was kPxTSz_NR8GpEXWN4WocEw; new incarnation ID is fUBmoS4nQTKY1mJJmqDzNw. Generated 0 record(s) to clean up previous incarnations. Broker epoch will become 245.',
    ),
  );
  const first = { ...registration, previousIncarnationId: null, incarnationId: 'HboFrJ9ATXmEiXKJM_Gz_A', broker: 2 };
  expect(lines.registering(100, { ...first, brokerEpoch: 12 })).toEqual(
    say(
      'ClusterControlManager',
      'No previous registration found for broker 2. New incarnation ID is HboFrJ9ATXmEiXKJM_Gz_A.  Generated 0 record(s) to clean up previous incarnations. New broker epoch is 12.',
    ),
  );
});

test('a broker is unfenced, and fenced when its session runs out', () => {
  expect(lines.unfenceGranted(100, 2, 12)).toEqual(
    say(
      'BrokerHeartbeatManager',
      'The request from broker 2 to unfence has been granted because it has caught up with the offset of its register broker record 12.',
    ),
  );
  expect(lines.fencingBroker(100, 3, 15)).toEqual(
    say('ReplicationControlManager', 'Fencing broker 3 at epoch 15 because its session has timed out.'),
  );
  expect(lines.changingPartitions(100, 'handleBrokerFenced', 2)).toEqual(
    say('ReplicationControlManager', 'handleBrokerFenced: changing 2 partition(s)'),
  );
});

test('a controlled shutdown begins, and ends when the others have caught up', () => {
  expect(lines.controlledShutdownGranted(100, 2)).toEqual(
    say('BrokerHeartbeatManager', 'Unfenced broker 2 has requested and been granted a controlled shutdown.'),
  );
  expect(lines.changingPartitions(100, 'enterControlledShutdown[2]', 2).message).toContain(
    'enterControlledShutdown[2]: changing 2 partition(s)',
  );
  expect(lines.shutdownDone(100, 2, 286, 285)).toEqual(
    say(
      'BrokerHeartbeatManager',
      "The request from broker 2 to shut down has been granted since the lowest active offset 286 is now greater than the broker's controlled shutdown offset 285.",
    ),
  );
});

test('what operators ask for is answered in one line', () => {
  const topic = {
    name: 's0.t',
    numPartitions: -1,
    replicationFactor: -1,
    assignments: [
      [1, 2, 3],
      [2, 3, 1],
    ],
    configs: [{ name: 'min.insync.replicas', value: '2' }],
  };
  expect(lines.createTopicsResult(100, [{ topic, error: 'NONE', message: null }])).toEqual(
    say(
      'ReplicationControlManager',
      "CreateTopics result(s): CreatableTopic(name='s0.t', numPartitions=-1, replicationFactor=-1, assignments=[CreatableReplicaAssignment(partitionIndex=0, brokerIds=[1, 2, 3]), CreatableReplicaAssignment(partitionIndex=1, brokerIds=[2, 3, 1])], configs=[CreatableTopicConfig(name='min.insync.replicas', value='2')]): SUCCESS",
    ),
  );
  const refused = { topic: { ...topic, assignments: [], configs: [] }, error: 'TOPIC_ALREADY_EXISTS' as const };
  expect(lines.createTopicsResult(100, [{ ...refused, message: "Topic 's0.t' already exists." }]).message).toContain(
    "assignments=[], configs=[]): TOPIC_ALREADY_EXISTS (Topic 's0.t' already exists.)",
  );
  expect(lines.deleteTopicsResult(100, 'fcT4tVoCTPWEzd6MZ-PyDA', 's0.t', 'NONE')).toEqual(
    say(
      'ReplicationControlManager',
      'DeleteTopics result(s): {id: fcT4tVoCTPWEzd6MZ-PyDA, name: s0.t, result: SUCCESS}',
    ),
  );
  expect(lines.reassignmentsAltered(100, 1, 1)).toEqual(
    say('ReplicationControlManager', 'Successfully altered 1 out of 1 partition reassignment(s).'),
  );
});

test('a controller that is voted out says so as a warning (QuorumController.handleLeaderChange)', () => {
  const line = lines.renouncing(100, { epoch: 3, stableOffset: 40 }, { epoch: 4, leader: 101 });
  expect(line.level).toBe('WARN');
  expect(line.message).toBe(
    '[QuorumController id=100] Renouncing the leadership due to a metadata log event. We were the leader at epoch 3, but in the new epoch 4, the leader is 101. Reverting to last stable offset 40.',
  );
  expect(lines.inNewEpoch(100, 5, -1).message).toBe(
    '[QuorumController id=100] In the new epoch 5, the leader is (none).',
  );
});
