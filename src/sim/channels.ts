import type { KafkaRequest } from '../kafka/protocol/requests.ts';
import { metadataTopic } from './state.ts';

/**
 * Connections of one requester to one responder are kept apart by purpose, as Kafka's processes do it: the replica
 * fetchers, the heartbeat thread, the forwarding channel and the group coordinator each have a connection of their own.
 */
export const channels = 8;

/** 0 clients, 1 the metadata quorum, 2 replicas, 3 a broker's lifecycle, 4 its ISR changes, 5 forwarded and operators' requests, 6 groups. */
export function channelOf(request: KafkaRequest): number {
  switch (request.api) {
    case 'Fetch':
      if (request.replicaId < 0) return 0;
      return request.partitions[0]?.topic === metadataTopic ? 1 : 2;
    case 'Vote':
    case 'BeginQuorumEpoch':
    case 'EndQuorumEpoch':
      return 1;
    case 'BrokerRegistration':
    case 'BrokerHeartbeat':
      return 3;
    case 'AlterPartition':
      return 4;
    case 'CreateTopics':
    case 'CreatePartitions':
    case 'ElectLeaders':
    case 'IncrementalAlterConfigs':
    case 'DeleteTopics':
    case 'AlterPartitionReassignments':
    case 'UnregisterBroker':
    case 'AllocateProducerIds':
      return 5;
    case 'JoinGroup':
    case 'SyncGroup':
    case 'LeaveGroup':
    case 'OffsetCommit':
    case 'OffsetFetch':
    case 'DescribeGroups':
    case 'Heartbeat':
      return 6;
    default:
      return 0;
  }
}
