import { parseMessages } from './message-schema.ts';

/**
 * Records of __consumer_offsets by key type (KIP-848, KIP-932, KIP-1071 and the classic groups), and what the values of GROUP_METADATA hold
 * inside: the subscription and assignment of the consumer protocol. Source: the message files of the group coordinator, ConsumerProtocol*.json.
 */
export const offsetsMessages = parseMessages(`
LegacyOffsetCommitKey 0 key 0
  group string
  topic string
  partition int32

LegacyOffsetCommitValue 0 key 0
  offset int64
  metadata string
  commitTimestamp int64

OffsetCommitKey 0 key 1
  group string
  topic string
  partition int32

OffsetCommitValue 0-4 flexible 4+ key 1
  offset int64
  leaderEpoch int32 3+ = -1
  metadata string
  commitTimestamp int64
  expireTimestamp int64 1 = -1
  topicId uuid 4+ @0

GroupMetadataKey 0 key 2
  group string

GroupMetadataValue 0-4 flexible 4+ key 2
  protocolType string
  generation int32
  protocol string?
  leader string?
  currentStateTimestamp int64 2+ = -1
  members []MemberMetadata
  struct MemberMetadata
    memberId string
    groupInstanceId string? 3+ = null
    clientId string
    clientHost string
    rebalanceTimeout int32 1+ = -1
    sessionTimeout int32
    subscription bytes
    assignment bytes

ConsumerGroupMetadataKey 0 key 3
  groupId string

ConsumerGroupMetadataValue 0 flexible 0+ key 3
  epoch int32
  metadataHash int64 @0 = 0

ConsumerGroupPartitionMetadataKey 0 key 4
  groupId string

ConsumerGroupPartitionMetadataValue 0 flexible 0+ key 4
  topics []TopicMetadata
    topicId uuid
    topicName string
    numPartitions int32
    partitionMetadata []PartitionMetadata
      partition int32
      racks []string

ConsumerGroupMemberMetadataKey 0 key 5
  groupId string
  memberId string

ConsumerGroupMemberMetadataValue 0 flexible 0+ key 5
  instanceId string?
  rackId string?
  clientId string
  clientHost string
  subscribedTopicNames []string
  subscribedTopicRegex string?
  rebalanceTimeoutMs int32 = -1
  serverAssignor string?
  classicMemberMetadata ClassicMemberMetadata? @0
    sessionTimeoutMs int32
    supportedProtocols []ClassicProtocol
      name string
      metadata bytes

ConsumerGroupTargetAssignmentMetadataKey 0 key 6
  groupId string

ConsumerGroupTargetAssignmentMetadataValue 0 flexible 0+ key 6
  assignmentEpoch int32
  assignmentTimestamp int64 @0 = 0

ConsumerGroupTargetAssignmentMemberKey 0 key 7
  groupId string
  memberId string

ConsumerGroupTargetAssignmentMemberValue 0 flexible 0+ key 7
  topicPartitions []TopicPartition
    topicId uuid
    partitions []int32

ConsumerGroupCurrentMemberAssignmentKey 0 key 8
  groupId string
  memberId string

ConsumerGroupCurrentMemberAssignmentValue 0 flexible 0+ key 8
  memberEpoch int32
  previousMemberEpoch int32
  state int8
  assignedPartitions []TopicPartitions
  partitionsPendingRevocation []TopicPartitions
  struct TopicPartitions
    topicId uuid
    partitions []int32
    assignmentEpochs []int32? @0

ShareGroupMemberMetadataKey 0 key 10
  groupId string
  memberId string

ShareGroupMemberMetadataValue 0 flexible 0+ key 10
  rackId string?
  clientId string
  clientHost string
  subscribedTopicNames []string

ShareGroupMetadataKey 0 key 11
  groupId string

ShareGroupMetadataValue 0 flexible 0+ key 11
  epoch int32
  metadataHash int64

ShareGroupTargetAssignmentMetadataKey 0 key 12
  groupId string

ShareGroupTargetAssignmentMetadataValue 0 flexible 0+ key 12
  assignmentEpoch int32
  assignmentTimestamp int64 @0 = 0

ShareGroupTargetAssignmentMemberKey 0 key 13
  groupId string
  memberId string

ShareGroupTargetAssignmentMemberValue 0 flexible 0+ key 13
  topicPartitions []TopicPartition
    topicId uuid
    partitions []int32

ShareGroupCurrentMemberAssignmentKey 0 key 14
  groupId string
  memberId string

ShareGroupCurrentMemberAssignmentValue 0 flexible 0+ key 14
  memberEpoch int32
  previousMemberEpoch int32
  state int8
  assignedPartitions []TopicPartitions
  struct TopicPartitions
    topicId uuid
    partitions []int32

ShareGroupStatePartitionMetadataKey 0 key 15
  groupId string

ShareGroupStatePartitionMetadataValue 0 flexible 0+ key 15
  initializingTopics []TopicPartitionsInfo
  initializedTopics []TopicPartitionsInfo
  deletingTopics []TopicInfo
  struct TopicPartitionsInfo
    topicId uuid
    topicName string
    partitions []int32
  struct TopicInfo
    topicId uuid
    topicName string

ConsumerGroupRegularExpressionKey 0 key 16
  groupId string
  regularExpression string

ConsumerGroupRegularExpressionValue 0 flexible 0+ key 16
  topics []string
  version int64
  timestamp int64

StreamsGroupMetadataKey 0 key 17
  groupId string

StreamsGroupMetadataValue 0 flexible 0+ key 17
  epoch int32
  metadataHash int64
  validatedTopologyEpoch int32 @0 = -1
  lastAssignmentConfigs []LastAssignmentConfig? @1
  struct LastAssignmentConfig
    key string
    value string

StreamsGroupMemberMetadataKey 0 key 19
  groupId string
  memberId string

StreamsGroupMemberMetadataValue 0 flexible 0+ key 19
  instanceId string?
  rackId string?
  clientId string
  clientHost string
  rebalanceTimeoutMs int32 = -1
  topologyEpoch int32
  processId string
  userEndpoint Endpoint? = null
  clientTags []KeyValue
  struct Endpoint
    host string
    port uint16
  struct KeyValue
    key string
    value string

StreamsGroupTargetAssignmentMetadataKey 0 key 20
  groupId string

StreamsGroupTargetAssignmentMetadataValue 0 flexible 0+ key 20
  assignmentEpoch int32
  assignmentTimestamp int64 @0 = 0

StreamsGroupTargetAssignmentMemberKey 0 key 21
  groupId string
  memberId string

StreamsGroupTargetAssignmentMemberValue 0 flexible 0+ key 21
  activeTasks []TaskIds
  standbyTasks []TaskIds
  warmupTasks []TaskIds
  struct TaskIds
    subtopologyId string
    partitions []int32

StreamsGroupCurrentMemberAssignmentKey 0 key 22
  groupId string
  memberId string

StreamsGroupCurrentMemberAssignmentValue 0 flexible 0+ key 22
  memberEpoch int32
  previousMemberEpoch int32
  state int8
  activeTasks []TaskIds
  standbyTasks []TaskIds
  warmupTasks []TaskIds
  activeTasksPendingRevocation []TaskIds
  standbyTasksPendingRevocation []TaskIds
  warmupTasksPendingRevocation []TaskIds
  struct TaskIds
    subtopologyId string
    partitions []int32
    assignmentEpochs []int32? @0

StreamsGroupTopologyKey 0 key 23
  groupId string

StreamsGroupTopologyValue 0 flexible 0+ key 23
  epoch int32
  subtopologies []Subtopology
    subtopologyId string
    sourceTopics []string
    sourceTopicRegex []string
    stateChangelogTopics []TopicInfo
    repartitionSinkTopics []string
    repartitionSourceTopics []TopicInfo
    copartitionGroups []CopartitionGroup
      sourceTopics []int16
      sourceTopicRegex []int16
      repartitionSourceTopics []int16
  struct TopicConfig
    key string
    value string
  struct TopicInfo
    name string
    partitions int32
    replicationFactor int16
    topicConfigs []TopicConfig

ConsumerProtocolAssignment 0-3
  assignedPartitions []TopicPartition
    topic string
    partitions []int32
  userData bytes? = null

ConsumerProtocolSubscription 0-3
  topics []string
  userData bytes? = null
  ownedPartitions []TopicPartition 1+
    topic string 1+
    partitions []int32 1+
  generationId int32 2+ = -1
  rackId string? 3+ = null
`);
