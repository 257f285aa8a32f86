import { expect, test } from 'vitest';
import { applyRecords } from '../controller/apply-records.ts';
import { emptyImage, type MetadataImage } from '../controller/metadata-image.ts';
import type { MetadataRecord } from '../controller/metadata-records.ts';
import { replayLines } from './replay-lines.ts';

const topicId = 'fcT4tVoCTPWEzd6MZ-PyDA';
const registration: MetadataRecord = {
  type: 'RegisterBrokerRecord',
  brokerId: 2,
  incarnationId: 'HboFrJ9ATXmEiXKJM_Gz_A',
  brokerEpoch: 12,
  endPoints: [{ name: 'PLAINTEXT', host: 'broker-2', port: 9092, securityProtocol: 0 }],
  features: [{ name: 'group.version', minSupportedVersion: 0, maxSupportedVersion: 1 }],
  rack: 'b',
  fenced: true,
  inControlledShutdown: false,
  logDirs: ['BE9QPIuRY_PhrhRGpOB8ug'],
};
const partition: MetadataRecord = {
  type: 'PartitionRecord',
  partitionId: 0,
  topicId,
  replicas: [1, 2],
  isr: [1, 2],
  removingReplicas: [],
  addingReplicas: [],
  leader: 1,
  leaderRecoveryState: 'RECOVERED',
  leaderEpoch: 0,
  partitionEpoch: 0,
  directories: ['8oeVWazG3a99xqfs1-GREg', 'BE9QPIuRY_PhrhRGpOB8ug'],
};

function said(record: MetadataRecord, before: MetadataImage): string[] {
  return replayLines(100, record, before, applyRecords(before, [record], before.offset + 1)).map(
    ({ message }) => message,
  );
}

test('a first registration is replayed with all its fields', () => {
  expect(said(registration, emptyImage)).toEqual([
    "[QuorumController id=100] Replayed initial RegisterBrokerRecord for broker 2: RegisterBrokerRecord(brokerId=2, isMigratingZkBroker=false, incarnationId=HboFrJ9ATXmEiXKJM_Gz_A, brokerEpoch=12, endPoints=[BrokerEndpoint(name='PLAINTEXT', host='broker-2', port=9092, securityProtocol=0)], features=[BrokerFeature(name='group.version', minSupportedVersion=0, maxSupportedVersion=1)], rack='b', fenced=true, inControlledShutdown=false, logDirs=[BE9QPIuRY_PhrhRGpOB8ug], cordonedLogDirs=null)",
  ]);
});

test('a later incarnation and a change of a registration', () => {
  const image = applyRecords(emptyImage, [registration], 12);
  expect(said({ ...registration, incarnationId: 'other', brokerEpoch: 20 }, image)[0]).toContain(
    'Replayed RegisterBrokerRecord establishing a new incarnation of broker 2: RegisterBrokerRecord(',
  );
  const unfenced: MetadataRecord = {
    type: 'BrokerRegistrationChangeRecord',
    brokerId: 2,
    brokerEpoch: 12,
    fenced: -1,
    inControlledShutdown: 0,
  };
  expect(said(unfenced, image)).toEqual([
    '[QuorumController id=100] Replayed BrokerRegistrationChangeRecord modifying the registration for broker 2: BrokerRegistrationChangeRecord(brokerId=2, brokerEpoch=12, fenced=-1, inControlledShutdown=0, logDirs=[], cordonedLogDirs=null)',
  ]);
});

test('a topic, its config and its partitions come and go', () => {
  const topic: MetadataRecord = { type: 'TopicRecord', name: 's0.t', topicId };
  expect(said(topic, emptyImage)).toEqual([
    '[QuorumController id=100] Replayed TopicRecord for topic s0.t with topic ID fcT4tVoCTPWEzd6MZ-PyDA.',
  ]);
  const config: MetadataRecord = {
    type: 'ConfigRecord',
    resourceType: 'TOPIC',
    resourceName: 's0.t',
    name: 'min.insync.replicas',
    value: '2',
  };
  expect(said(config, emptyImage)).toEqual([
    "[QuorumController id=100] Replayed ConfigRecord for ConfigResource(type=TOPIC, name='s0.t') which set configuration min.insync.replicas to 2",
  ]);
  const image = applyRecords(emptyImage, [topic], 0);
  expect(said(partition, image)).toEqual([
    '[QuorumController id=100] Replayed PartitionRecord for new partition s0.t-0 with topic ID fcT4tVoCTPWEzd6MZ-PyDA and PartitionRegistration(replicas=[1, 2], directories=[8oeVWazG3a99xqfs1-GREg, BE9QPIuRY_PhrhRGpOB8ug], isr=[1, 2], removingReplicas=[], addingReplicas=[], elr=[], lastKnownElr=[], leader=1, leaderRecoveryState=RECOVERED, leaderEpoch=0, partitionEpoch=0).',
  ]);
  expect(said({ type: 'RemoveTopicRecord', topicId }, image)).toEqual([
    '[QuorumController id=100] Replayed RemoveTopicRecord for topic s0.t with ID fcT4tVoCTPWEzd6MZ-PyDA.',
  ]);
});

test('of a changed partition only an unclean election is told (PartitionRegistration.maybeLogPartitionChange)', () => {
  const topic: MetadataRecord = { type: 'TopicRecord', name: 's0.t', topicId };
  const image = applyRecords(emptyImage, [topic, partition], 0);
  const change = { type: 'PartitionChangeRecord', partitionId: 0, topicId } as const;
  expect(said({ ...change, isr: [1] }, image)).toEqual([]);
  expect(said({ ...change, isr: [2], leader: 2, leaderRecoveryState: 'RECOVERING' }, image)).toEqual([
    '[QuorumController id=100] UNCLEAN partition change for s0.t-0 with topic ID fcT4tVoCTPWEzd6MZ-PyDA: isr: [1, 2] -> [2], leader: 1 -> 2, leaderRecoveryState: RECOVERED -> RECOVERING, leaderEpoch: 0 -> 1, partitionEpoch: 0 -> 1',
  ]);
});
