import { parseMessages } from './message-schema.ts';

/**
 * Records of __share_group_state (KIP-932). Source: ShareSnapshot*.json, ShareUpdate*.json.
 */
export const shareGroupStateMessages = parseMessages(`
ShareSnapshotKey 0 key 0
  groupId string
  topicId uuid
  partition int32

ShareSnapshotValue 0 flexible 0+ key 0
  snapshotEpoch int32
  stateEpoch int32
  leaderEpoch int32
  startOffset int64
  deliveryCompleteCount int32 @0 = -1
  createTimestamp int64
  writeTimestamp int64
  stateBatches []StateBatch
    firstOffset int64
    lastOffset int64
    deliveryState int8
    deliveryCount int16

ShareUpdateKey 0 key 1
  groupId string
  topicId uuid
  partition int32

ShareUpdateValue 0 flexible 0+ key 1
  snapshotEpoch int32
  leaderEpoch int32
  startOffset int64
  deliveryCompleteCount int32 @0 = -1
  stateBatches []StateBatch
    firstOffset int64
    lastOffset int64
    deliveryState int8
    deliveryCount int16
`);
