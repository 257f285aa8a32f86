import type { packetApis as engineApis, packetFields as engineFields } from '../../sim/snapshot.ts';

// The picture takes types from the engine and no values: the types prove that these are the engine's own lists.

/** Order of the numbers in a packet row. */
export const packetFields: typeof engineFields = [
  'from',
  'to',
  'api',
  'isResponse',
  'sentAtUs',
  'arrivesAtUs',
  'records',
  'partitionIndex',
  'bytes',
  'id',
];
export const packetStride = packetFields.length;

/** Requests by their number in a packet row. */
export const packetApis: typeof engineApis = [
  'Produce',
  'Fetch',
  'ListOffsets',
  'Metadata',
  'FindCoordinator',
  'JoinGroup',
  'SyncGroup',
  'Heartbeat',
  'LeaveGroup',
  'OffsetCommit',
  'OffsetFetch',
  'BrokerRegistration',
  'BrokerHeartbeat',
  'AlterPartition',
  'CreateTopics',
  'CreatePartitions',
  'ElectLeaders',
  'IncrementalAlterConfigs',
  'DeleteTopics',
  'DeleteRecords',
  'AlterPartitionReassignments',
  'UnregisterBroker',
  'Vote',
  'BeginQuorumEpoch',
  'EndQuorumEpoch',
  'InitProducerId',
  'AllocateProducerIds',
  'DescribeGroups',
  'OffsetForLeaderEpoch',
];
