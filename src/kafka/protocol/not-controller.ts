import type { ApiName, KafkaResponse } from './requests.ts';

const error = 'NOT_CONTROLLER';
const errorMessage = 'This is not the correct controller for this cluster.';

/**
 * What a controller that is not active answers to a request for the active one. Kafka names the topics of the request
 * in its answer; nobody here reads them, all ask again. Source: ControllerExceptions.newWrongControllerException.
 */
export function notControllerResponse(api: ApiName): KafkaResponse {
  const named = { name: '', error, errorMessage } as const;
  const partition = { topic: '', partition: -1, error, errorMessage } as const;
  switch (api) {
    case 'BrokerRegistration':
      return { api, error, brokerEpoch: -1 };
    case 'BrokerHeartbeat':
      return { api, error, isCaughtUp: false, isFenced: true, shouldShutDown: false };
    case 'AlterPartition':
      return { api, error, partitions: [] };
    case 'CreateTopics':
      return { api, topics: [named] };
    case 'CreatePartitions':
      return { api, results: [named] };
    case 'ElectLeaders':
      return { api, results: [partition] };
    case 'DeleteTopics':
      return { api, responses: [named] };
    case 'IncrementalAlterConfigs':
      return { api, responses: [{ resourceType: 'TOPIC', resourceName: '', error, errorMessage }] };
    case 'AlterPartitionReassignments':
      return { api, responses: [partition] };
    case 'AllocateProducerIds':
      return { api, error, producerIdStart: -1, producerIdLen: 0 };
    case 'UnregisterBroker':
      return { api, error, errorMessage };
    default:
      throw new Error(`${api} is no request for the active controller`);
  }
}
