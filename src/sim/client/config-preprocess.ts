import { dynamicConfigProblem } from '../../kafka/config/dynamic-broker-configs.ts';
import { configResourceKey } from '../../kafka/controller/apply-records.ts';
import type { KafkaRequest } from '../../kafka/protocol/requests.ts';
import { isAlive } from '../broker/broker-state.ts';
import type { SimState } from '../state.ts';

type Resource = Extract<KafkaRequest, { api: 'IncrementalAlterConfigs' }>['resources'][number];

/**
 * Configs of a broker go to that broker, the default of all to any: it looks at them by what it knows before it forwards
 * them to the controller. `wait`: no such broker runs; a text: the message of its InvalidRequestException; null: none.
 * Source: ConfigAdminManager.preprocess, KafkaAdminClient.incrementalAlterConfigs (4.3.1).
 */
export function preprocessConfigs(s: SimState, request: KafkaRequest): string | 'wait' | null {
  if (request.api !== 'IncrementalAlterConfigs') return null;
  for (const resource of request.resources) {
    const problem = resource.resourceType === 'BROKER' ? preprocessBroker(s, resource) : null;
    if (problem !== null) return problem;
  }
  return null;
}

function preprocessBroker(s: SimState, { resourceName, configs }: Resource): string | 'wait' | null {
  const asked = [...s.brokers.values()].find(
    (broker) =>
      isAlive(broker) && broker.frozen === null && (resourceName === '' || broker.id === Number(resourceName)),
  );
  if (asked === undefined) return 'wait';
  const after = new Map(asked.image.configs.get(configResourceKey('BROKER', resourceName)));
  for (const { name, value } of configs) {
    if (value === null) after.delete(name);
    else after.set(name, value);
  }
  return dynamicConfigProblem(after, resourceName !== '');
}
