import { parseMessages } from './message-schema.ts';

/**
 * Records of __remote_log_metadata (KIP-405). Source: RemoteLogSegmentMetadata*.json, RemotePartitionDeleteMetadataRecord.json.
 */
export const remoteLogMetadataMessages = parseMessages(`
RemoteLogSegmentMetadataRecord 0 flexible 0+ key 0
  remoteLogSegmentId RemoteLogSegmentIdEntry
    topicIdPartition TopicIdPartitionEntry
      name string
      id uuid
      partition int32
    id uuid
  startOffset int64
  endOffset int64
  brokerId int32
  maxTimestampMs int64
  eventTimestampMs int64
  segmentLeaderEpochs []SegmentLeaderEpochEntry
    leaderEpoch int32
    offset int64
  segmentSizeInBytes int32
  customMetadata bytes? = null
  remoteLogSegmentState int8
  txnIndexEmpty bool @0

RemoteLogSegmentMetadataUpdateRecord 0 flexible 0+ key 1
  remoteLogSegmentId RemoteLogSegmentIdEntry
    topicIdPartition TopicIdPartitionEntry
      name string
      id uuid
      partition int32
    id uuid
  brokerId int32
  eventTimestampMs int64
  customMetadata bytes? = null
  remoteLogSegmentState int8

RemotePartitionDeleteMetadataRecord 0 flexible 0+ key 2
  topicIdPartition TopicIdPartitionEntry
    name string
    id uuid
    partition int32
  brokerId int32
  eventTimestampMs int64
  remotePartitionDeleteState int8

RemoteLogSegmentMetadataSnapshotRecord 0 flexible 0+ key 3
  segmentId uuid
  startOffset int64
  endOffset int64
  brokerId int32
  maxTimestampMs int64
  eventTimestampMs int64
  segmentLeaderEpochs []SegmentLeaderEpochEntry
    leaderEpoch int32
    offset int64
  segmentSizeInBytes int32
  customMetadata bytes? = null
  remoteLogSegmentState int8
  txnIndexEmpty bool @0
`);
