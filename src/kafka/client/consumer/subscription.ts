import { assert } from '../../../base/assert.ts';
import { type Assignor, assignorByName } from '../../group/assignors/assignor.ts';
import { encodeSubscription } from '../../group/consumer-protocol.ts';
import type { JoinGroupRequest } from '../../protocol/requests.ts';
import { assignedPartitions } from './assignment.ts';
import type { ConsumerConfig } from './config.ts';
import type { Consumer } from './state.ts';

/** The assignor of that name in partition.assignment.strategy. */
export function assignorOf(name: string): Assignor {
  const assignor = assignorByName(name);
  assert(assignor !== undefined, `${name} is an assignor`);
  return assignor;
}

/** The best protocol that all the assignors support. Source: the constructor of ConsumerCoordinator. */
export const rebalanceProtocol = ({ assignors }: ConsumerConfig): 'COOPERATIVE' | 'EAGER' =>
  assignors.every((name) => assignorOf(name).supportedProtocols.includes('COOPERATIVE')) ? 'COOPERATIVE' : 'EAGER';

/** What the member tells the leader, for each assignor it could go by. Source: ConsumerCoordinator.metadata. */
export function joinProtocols(consumer: Consumer): JoinGroupRequest['protocols'] {
  const { config, membership } = consumer;
  const subscription = {
    topics: consumer.subscription,
    ownedPartitions: assignedPartitions(consumer),
    generationId: membership.generation.generationId,
    rackId: config.clientRack === '' ? null : config.clientRack,
  };
  return config.assignors.map((name) => {
    const userData = assignorOf(name).subscriptionUserData(membership.lastAssignments.get(name) ?? null);
    return { name, metadata: encodeSubscription({ ...subscription, userData }) };
  });
}
