import { JavaRandom } from '../../base/java-random.ts';
import { nextUint32 } from '../../base/prng.ts';
import { incrementalAlterConfigs } from '../../kafka/controller/alter-configs.ts';
import { alterPartitionReassignments } from '../../kafka/controller/alter-reassignments.ts';
import { unregisterBroker } from '../../kafka/controller/broker-registration.ts';
import { createPartitions } from '../../kafka/controller/create-partitions.ts';
import { deleteTopics } from '../../kafka/controller/delete-topics.ts';
import { electLeaders } from '../../kafka/controller/elect-leaders.ts';
import type { MetadataRecord } from '../../kafka/controller/metadata-records.ts';
import { createTopics } from '../../kafka/controller/topics.ts';
import type { KafkaRequest, KafkaResponse, ResponseOf } from '../../kafka/protocol/requests.ts';
import { nodeSettings } from '../node-settings.ts';
import { setting } from '../settings.ts';
import { controllerOf, type SimState } from '../state.ts';
import { newKafkaUuid } from '../uuid.ts';
import type { Cause } from './image-updates.ts';

/** What an operator's request makes the controller write and answer. */
export interface OperatorOutcome {
  readonly records: readonly MetadataRecord[];
  readonly response: KafkaResponse;
  readonly cause: Cause;
}

const operator: Cause = { reason: 'isr-change', causedBy: -1 };

/** The controller's answer to a request of the operator's tools; null: it is none of them. */
export function operatorOutcome(s: SimState, id: number, request: KafkaRequest): OperatorOutcome | null {
  const { image } = controllerOf(s, id);
  const node = nodeSettings(s, id);
  switch (request.api) {
    case 'CreateTopics': {
      const random = new JavaRandom(nextUint32(s.dice));
      const defaults = {
        numPartitions: setting(s, 'num.partitions'),
        defaultReplicationFactor: setting(s, 'default.replication.factor'),
      };
      return { ...createTopics(image, request, random, () => newKafkaUuid(s.dice), defaults), cause: operator };
    }
    case 'CreatePartitions':
      return { ...createPartitions(image, request, new JavaRandom(nextUint32(s.dice))), cause: operator };
    case 'DeleteTopics':
      return { ...deleteTopics(image, request, node), cause: operator };
    case 'IncrementalAlterConfigs':
      return { ...incrementalAlterConfigs(image, request, node), cause: operator };
    case 'AlterPartitionReassignments':
      return {
        ...alterPartitionReassignments(image, request, node),
        cause: { reason: 'reassignment', causedBy: -1 },
      };
    case 'ElectLeaders': {
      const reason = request.electionType === 'UNCLEAN' ? 'unclean' : 'preferred';
      return { ...electLeaders(image, request, node), cause: { reason, causedBy: -1 } };
    }
    case 'UnregisterBroker':
      return unregister(s, id, request.brokerId);
    default:
      return null;
  }
}

function unregister(s: SimState, id: number, brokerId: number): OperatorOutcome {
  const result = unregisterBroker(controllerOf(s, id).image, brokerId, nodeSettings(s, id));
  const response: ResponseOf<'UnregisterBroker'> = result.ok
    ? { api: 'UnregisterBroker', error: 'NONE', errorMessage: null }
    : {
        api: 'UnregisterBroker',
        error: result.error,
        errorMessage: `Broker ID ${brokerId} is not currently registered`,
      };
  return { records: result.ok ? result.value : [], response, cause: { reason: 'unregistered', causedBy: brokerId } };
}
