import { expect, test } from 'vitest';
import { fromHex } from '../../../base/bytes.ts';
import type { ExactRecord } from '../../record/batch-records.ts';
import { coordinatorParser } from './coordinator-parser.ts';
import { shareGroupStateMessages } from './messages/share-group-state-messages.ts';
import { remoteLogParser } from './remote-log-parser.ts';

// The bytes were written by Kafka's serdes, the texts printed by its kafka-dump-log.
const record = (key: string | null, value: string | null): ExactRecord => ({
  offset: 5,
  timestamp: 1,
  sequence: -1,
  sizeInBytes: 0,
  key: key === null ? null : fromHex(key),
  value: value === null ? null : fromHex(value),
  headers: [],
});

const SEGMENT_ID = 'RemoteLogSegmentId{topicIdPartition=abcdefghijklmnopqrstuA:주문-3, id=ABCDEFGHIJKLMNOPQRSTUQ}';
const EPOCHS = '{2=0, 7=100, 100=1152921504606846976}';

test.each([
  [
    '01000007eca3bcebacb869b71d79f8218a39259a7a29aabb2db8000000030000108310518720928b30d38f411493510000000000000000002000000000000000000000040000018bcfe568000000018bcfe5680104000000020000000000000000000000000700000000000000640000000064100000000000000000000004d2040102030001000101',
    `RemoteLogSegmentMetadata{remoteLogSegmentId=${SEGMENT_ID}, startOffset=0, endOffset=2305843009213693952, brokerId=4, maxTimestampMs=1700000000000, eventTimestampMs=1700000000001, segmentLeaderEpochs=${EPOCHS}, segmentSizeInBytes=1234, customMetadata=Optional[CustomMetadata{3 bytes}], state=COPY_SEGMENT_STARTED, txnIdxEmpty=true}`,
  ],
  [
    '01010007eca3bcebacb869b71d79f8218a39259a7a29aabb2db8000000030000108310518720928b30d38f4114935100000000090000000000000037000100',
    `RemoteLogSegmentMetadataUpdate{remoteLogSegmentId=${SEGMENT_ID}, customMetadata=Optional.empty, state=COPY_SEGMENT_FINISHED, eventTimestampMs=55, brokerId=9}`,
  ],
  [
    '01030000108310518720928b30d38f4114935100000000000000002000000000000000000000040000018bcfe568000000018bcfe5680104000000020000000000000000000000000700000000000000640000000064100000000000000000000004d2040102030100',
    `RemoteLogSegmentMetadataSnapshot{segmentId=ABCDEFGHIJKLMNOPQRSTUQ, startOffset=0, endOffset=2305843009213693952, maxTimestampMs=1700000000000, segmentLeaderEpochs=${EPOCHS}, segmentSizeInBytes=1234, customMetadata=Optional[CustomMetadata{3 bytes}], state=COPY_SEGMENT_FINISHED, txnIdxEmpty=false}`,
  ],
  [
    '01020007eca3bcebacb869b71d79f8218a39259a7a29aabb2db80000000300ffffffff000000000000004d0100',
    'RemotePartitionDeleteMetadata{topicPartition=abcdefghijklmnopqrstuA:주문-3, state=DELETE_PARTITION_STARTED, eventTimestampMs=77, brokerId=-1}',
  ],
])('records of __remote_log_metadata are printed as their classes print themselves: %#', (value, text) => {
  expect(remoteLogParser(record(null, value))).toEqual({ key: null, value: text });
});

test('a value that is no remote log record is skipped in words', () => {
  const parsed = remoteLogParser(record(null, '010900'));
  expect(parsed.value).toMatch(/^Error at offset 5, skipping\. .*Unknown metadata id 9$/);
  expect(remoteLogParser(record(null, null)).value).toMatch(/^Error at offset 5, skipping\. /);
});

test.each([
  [
    '00000002673169b71d79f8218a39259a7a29aabb2db800000001',
    '0000000000010000000200000003ffffffffffffffff0000000000000005000000000000000602000000000000000040000000000000000000000001000400000000',
    '{"type":"0","data":{"groupId":"g1","topicId":"abcdefghijklmnopqrstuA","partition":1}}',
    '{"version":"0","data":{"snapshotEpoch":1,"stateEpoch":2,"leaderEpoch":3,"startOffset":-1,"deliveryCompleteCount":0,"createTimestamp":5,"writeTimestamp":6,"stateBatches":[{"firstOffset":0,"lastOffset":4611686018427387904,"deliveryState":0,"deliveryCount":0}]}}',
  ],
  [
    '0001000000000000000000000000000000000000ffffffff',
    '0000000000010000000380000000000000000100',
    '{"type":"1","data":{"groupId":"","topicId":"AAAAAAAAAAAAAAAAAAAAAA","partition":-1}}',
    '{"version":"0","data":{"snapshotEpoch":1,"leaderEpoch":3,"startOffset":-9223372036854775808,"stateBatches":[]}}',
  ],
  [
    '0001000000000000000000000000000000000000fffffffd',
    null,
    '{"type":"1","data":{"groupId":"","topicId":"AAAAAAAAAAAAAAAAAAAAAA","partition":-3}}',
    '<DELETE>',
  ],
])('records of __share_group_state are printed as JSON: %#', (key, value, keyText, valueText) => {
  const parse = coordinatorParser(shareGroupStateMessages);
  expect(parse(record(key, value))).toEqual({ key: keyText, value: valueText });
});
