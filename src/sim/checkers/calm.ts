import { partitionKey } from '../../kafka/client/consumer/state.ts';
import { pendingRecords } from '../../kafka/client/producer/producer-state.ts';
import type { ClassicGroup } from '../../kafka/group/classic-group.ts';
import { decodeAssignment } from '../../kafka/group/consumer-protocol.ts';
import type { ConsumerNode } from '../client/client-nodes.ts';
import { isInternalTopic, type SimState } from '../state.ts';
import { committedImage } from '../view/committed-image.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/**
 * What must be so when faults have ended, every broker runs, nobody produces and time has passed. `isForgiven`: partitions
 * whose replicas may have to wait for an operator.
 */
export function checkCalm(
  s: SimState,
  isForgiven: (topicId: string, partition: number) => boolean,
): BrokenPromise | null {
  for (const [id, registration] of committedImage(s).brokers) {
    if (registration.fenced) return broken('calm', `broker ${id} is fenced`);
  }
  for (const [name, topic] of committedImage(s).topics) {
    for (const [partition, registration] of topic.partitions.entries()) {
      const where = `${name}-${partition}`;
      if (isForgiven(topic.topicId, partition)) continue;
      if (registration.leader < 0) return broken('calm', `${where} has no leader ${JSON.stringify(registration)}`);
      if (registration.isr.length < registration.replicas.length) {
        return broken(
          'calm',
          `${where}: ISR ${registration.isr.join(', ')} of replicas ${registration.replicas.join(', ')}`,
        );
      }
    }
  }
  for (const replica of s.replicas.values()) {
    // Coordinators go on writing what consumers commit.
    if (isInternalTopic(replica.topic)) continue;
    const log = s.logs.get(replica.key);
    const end = log?.logEndOffset;
    if (log !== undefined && isForgiven(log.topicId, log.partition)) continue;
    if (replica.highWatermark !== end) {
      const where = `${replica.topic}-${replica.partition} on broker ${replica.broker}`;
      return broken('calm', `${where}: high watermark ${replica.highWatermark}, end ${end}`);
    }
  }
  return checkProducers(s) ?? checkGroups(s);
}

/** What was sent is acknowledged or given up, at latest after delivery.timeout.ms. Source: Sender, ProducerBatch. */
function checkProducers(s: SimState): BrokenPromise | null {
  for (const { id, removed, producer } of s.producers.values()) {
    const pending = removed ? 0 : pendingRecords(producer);
    if (pending > 0) return broken('calm', `${pending} records of ${id} are neither acknowledged nor given up`);
  }
  return null;
}

/** Each group with members is stable, and each of them holds what its coordinator has given it. */
function checkGroups(s: SimState): BrokenPromise | null {
  // Who takes partitions by hand is no member.
  const running = [...s.consumers.values()].filter(
    (held) => held.state === 'running' && held.consumer.config.assign === null,
  );
  for (const id of new Set(running.map((held) => held.group))) {
    const members = running.filter((held) => held.group === id);
    const shards = [...s.shards.values()].filter((shard) => shard.groups.has(id));
    const group = shards[0]?.groups.get(id);
    if (shards.length !== 1 || group === undefined)
      return broken('calm', `${shards.length} brokers coordinate group ${id}`);
    if (group.state !== 'Stable') return broken('calm', `group ${id} is ${group.state}`);
    if (group.members.size !== members.length)
      return broken('calm', `group ${id} has ${group.members.size} members, ${members.length} run`);
    const wrong = members.map((held) => notConverged(group, held)).find((found) => found !== null);
    if (wrong !== undefined) return broken('calm', `group ${id}: ${wrong}`);
  }
  return null;
}

/** A member is of the group's generation, holds its assignment, and knows from where it reads. */
function notConverged(group: ClassicGroup, { id, consumer }: ConsumerNode): string | null {
  const { membership, partitions } = consumer;
  const assignment = group.members.get(membership.generation.memberId)?.assignment;
  if (assignment === undefined) return `${id} is no member`;
  if (membership.completedGenerationId !== group.generationId)
    return `${id} is of generation ${membership.completedGenerationId}, the group at ${group.generationId}`;
  const given = assignment.length < 2 ? [] : decodeAssignment(assignment).partitions;
  const holds = given.every(({ topic, partition }) => partitions.has(partitionKey(topic, partition)));
  if (!holds || partitions.size !== given.length) return `${id} holds ${partitions.size} partitions of ${given.length}`;
  const lost = [...partitions.values()].find(({ state }) => state !== 'FETCHING');
  return lost === undefined ? null : `${id} does not know from where to read ${lost.topic}-${lost.partition}`;
}
