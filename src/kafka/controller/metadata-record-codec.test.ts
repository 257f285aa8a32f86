import { expect, test } from 'vitest';
import { fromHex, hex } from '../../base/bytes.ts';
import { decodeMetadataRecord, encodeMetadataRecord } from './metadata-record-codec.ts';
import type { MetadataRecord } from './metadata-records.ts';

const topicId = 'c2Ftc2Etb3JhY2xlLTAwMQ';
const dirA = 'AAAAAAAAAAEAAAAAAAAAAg';
const dirB = '__________________8-Aw';

// Written by the MetadataRecordSerde of Kafka 4.3.1.
const golden: readonly (readonly [bytes: string, record: MetadataRecord])[] = [
  [
    '0100040000000300000000000000000100000000000000020000011f71fb04cb020a504c41494e544558540962726f6b65722d339c9c0000' +
      '0002116d657461646174612e76657273696f6e0007001e00037231010001001102ffffffffffffffffffffffffffff3e03',
    {
      type: 'RegisterBrokerRecord',
      brokerId: 3,
      incarnationId: dirA,
      brokerEpoch: 1234567890123,
      endPoints: [{ name: 'PLAINTEXT', host: 'broker-3', port: 40092, securityProtocol: 0 }],
      features: [{ name: 'metadata.version', minSupportedVersion: 7, maxSupportedVersion: 30 }],
      rack: 'r1',
      fenced: true,
      inControlledShutdown: false,
      logDirs: [dirB],
    },
  ],
  ['01010000000002000000000000004d00', { type: 'UnregisterBrokerRecord', brokerId: 2, brokerEpoch: 77 }],
  ['010200076f726465727373616d73612d6f7261636c652d30303100', { type: 'TopicRecord', name: 'orders', topicId }],
  [
    '0103020000000573616d73612d6f7261636c652d303031040000000200000003000000010300000002000000030101000000020000000000' +
      '0000000400000000000000010000000000000002ffffffffffffffffffffffffffff3e030000000000000001000000000000000200',
    {
      type: 'PartitionRecord',
      partitionId: 5,
      topicId,
      replicas: [2, 3, 1],
      isr: [2, 3],
      removingReplicas: [],
      addingReplicas: [],
      leader: 2,
      leaderRecoveryState: 'RECOVERED',
      leaderEpoch: 0,
      partitionEpoch: 0,
      directories: [dirA, dirB, dirA],
    },
  ],
  [
    '0103020000012c73616d73612d6f7261636c652d3030310300000001000000c801020000000102000000c8ffffffff000000070000000903' +
      '00000000000000010000000000000002ffffffffffffffffffffffffffff3e030300010101050200000001020502000000c8',
    {
      type: 'PartitionRecord',
      partitionId: 300,
      topicId,
      replicas: [1, 200],
      isr: [],
      removingReplicas: [1],
      addingReplicas: [200],
      leader: -1,
      leaderRecoveryState: 'RECOVERING',
      leaderEpoch: 7,
      partitionEpoch: 9,
      directories: [dirA, dirB],
      eligibleLeaderReplicas: [1],
      lastKnownElr: [200],
    },
  ],
  ['0105020000000073616d73612d6f7261636c652d30303100', { type: 'PartitionChangeRecord', partitionId: 0, topicId }],
  [
    '0105020000000173616d73612d6f7261636c652d303031010009030000000100000002',
    { type: 'PartitionChangeRecord', partitionId: 1, topicId, isr: [1, 2] },
  ],
  [
    '0105020000000173616d73612d6f7261636c652d303031040001010104ffffffff0605020000000307050200000003',
    {
      type: 'PartitionChangeRecord',
      partitionId: 1,
      topicId,
      isr: [],
      leader: -1,
      eligibleLeaderReplicas: [3],
      lastKnownElr: [3],
    },
  ],
  [
    '0105020000000173616d73612d6f7261636c652d30303109000502000000020104000000020209030000000200000004030101040502000000' +
      '0405010106010107010108210300000000000000010000000000000002ffffffffffffffffffffffffffff3e03',
    {
      type: 'PartitionChangeRecord',
      partitionId: 1,
      topicId,
      isr: [2],
      leader: 2,
      replicas: [2, 4],
      removingReplicas: [],
      addingReplicas: [4],
      leaderRecoveryState: 'RECOVERING',
      eligibleLeaderReplicas: [],
      lastKnownElr: [],
      directories: [dirA, dirB],
    },
  ],
  [
    '0105020000000173616d73612d6f7261636c652d30303101050100',
    { type: 'PartitionChangeRecord', partitionId: 1, topicId, leaderRecoveryState: 'RECOVERED' },
  ],
  ['01110000000002000000000000000901000101', registrationChange({ fenced: 1 })],
  ['011100000000020000000000000009010001ff', registrationChange({ fenced: -1 })],
  ['01110100000002000000000000000901010101', registrationChange({ inControlledShutdown: 1 })],
  ['0111020000000200000000000000090102110200000000000000010000000000000002', registrationChange({ logDirs: [dirA] })],
  [
    '01040002076f72646572730d726574656e74696f6e2e6d73053130303000',
    { type: 'ConfigRecord', resourceType: 'TOPIC', resourceName: 'orders', name: 'retention.ms', value: '1000' },
  ],
  [
    '0104000401146d696e2e696e73796e632e7265706c696361730000',
    { type: 'ConfigRecord', resourceType: 'BROKER', resourceName: '', name: 'min.insync.replicas', value: null },
  ],
  ['01090073616d73612d6f7261636c652d30303100', { type: 'RemoveTopicRecord', topicId }],
  [
    '010c00116d657461646174612e76657273696f6e001e00',
    { type: 'FeatureLevelRecord', name: 'metadata.version', featureLevel: 30 },
  ],
  ['01140000', { type: 'NoOpRecord' }],
  ['011c00076f726465727300', { type: 'ClearElrRecord', topicName: 'orders' }],
  ['011c000100', { type: 'ClearElrRecord', topicName: '' }],
];

function registrationChange(change: {
  fenced?: -1 | 1;
  inControlledShutdown?: 1;
  logDirs?: readonly string[];
}): MetadataRecord {
  return {
    type: 'BrokerRegistrationChangeRecord',
    brokerId: 2,
    brokerEpoch: 9,
    fenced: 0,
    inControlledShutdown: 0,
    ...change,
  };
}

test.each(golden)('bytes %s are the ones that Kafka writes', (bytes, record) => {
  expect(hex(encodeMetadataRecord(record))).toBe(bytes);
});

test.each(golden)('bytes %s are read back', (bytes, record) => {
  expect(decodeMetadataRecord(fromHex(bytes))).toEqual({ ok: true, value: record });
});

test('a registration that names cordoned directories is read without them', () => {
  const bytes = '0100040000000100000000000000000100000000000000020000000000000005010100000101010101';
  const decoded = decodeMetadataRecord(fromHex(bytes));
  expect(decoded).toMatchObject({
    ok: true,
    value: { rack: null, fenced: false, inControlledShutdown: true, logDirs: [] },
  });
});

test('every proper beginning of a record is refused', () => {
  const whole = fromHex(golden[8]?.[0] ?? '');
  for (let length = 0; length < whole.length; length++) {
    expect(decodeMetadataRecord(whole.subarray(0, length)).ok).toBe(false);
  }
});

test('what this cluster does not know is refused in a sentence', () => {
  const refusal = (bytes: string) => decodeMetadataRecord(fromHex(bytes));
  expect(refusal('00')).toMatchObject({ error: expect.stringContaining('unknown frame version 0') });
  expect(refusal('016300')).toEqual({ ok: false, error: 'Unknown metadata id 99' });
  expect(refusal('01140100')).toEqual({ ok: false, error: 'Failed to deserialize record with type 20' });
  expect(refusal('0114000000')).toEqual({ ok: false, error: 'Found 1 byte(s) of garbage after 20' });
});
