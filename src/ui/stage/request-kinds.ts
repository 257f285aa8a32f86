import type { Messages } from '../../i18n/en.ts';
import type { ApiName } from '../../kafka/protocol/requests.ts';

type KindName = keyof Messages['stage']['kinds'];

/** Requests that belong together, as one switch. Produce is not among them: records in flight are always drawn. */
export const requestKinds: readonly { readonly name: KindName; readonly apis: readonly ApiName[] }[] = [
  { name: 'fetch', apis: ['Fetch'] },
  { name: 'heartbeat', apis: ['Heartbeat', 'BrokerHeartbeat'] },
  { name: 'group', apis: ['JoinGroup', 'SyncGroup', 'LeaveGroup', 'DescribeGroups'] },
  { name: 'offsets', apis: ['OffsetCommit', 'OffsetFetch', 'ListOffsets', 'OffsetForLeaderEpoch'] },
  { name: 'metadata', apis: ['Metadata', 'FindCoordinator', 'InitProducerId'] },
  {
    name: 'controller',
    apis: [
      'BrokerRegistration',
      'AlterPartition',
      'CreateTopics',
      'CreatePartitions',
      'ElectLeaders',
      'IncrementalAlterConfigs',
      'DeleteTopics',
      'DeleteRecords',
      'AlterPartitionReassignments',
      'UnregisterBroker',
      'AllocateProducerIds',
    ],
  },
];
