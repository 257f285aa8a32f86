import type { MetadataImage, PartitionRegistration, TopicImage } from '../../kafka/controller/metadata-image.ts';
import { isReassigning } from '../../kafka/controller/partition-registration.ts';
import type { TopicPartition } from '../../kafka/protocol/requests.ts';
import { forgetTopic } from '../evidence.ts';
import { effectiveMinIsr } from '../settings.ts';
import { isInternalTopic, type SimState, tell } from '../state.ts';
import type { ElectionReason } from '../update.ts';
import { electedFrom } from './elected-from.ts';

/** What made the controller write: said with every change it brings. */
export interface Cause {
  readonly reason: ElectionReason;
  /** −1: no broker. */
  readonly causedBy: number;
  readonly unclean?: boolean;
}

/** Tells what a batch of metadata records changed. */
export function tellImageChanges(s: SimState, before: MetadataImage, after: MetadataImage, cause: Cause): void {
  tellBrokers(s, before, after, cause);
  tellConfigs(s, before, after);
  if (before.topics === after.topics) return;
  for (const [name, topic] of before.topics) {
    if (after.topics.get(name)?.topicId === topic.topicId || isInternalTopic(name)) continue;
    tell(s, { kind: 'topic-deleted', topic: name, partitions: topic.partitions.length });
    forgetTopic(s, name);
  }
  for (const [name, topic] of after.topics) {
    const known = before.topics.get(name);
    if (known === topic || isInternalTopic(name)) continue;
    const old = known?.topicId === topic.topicId ? known : undefined;
    if (old === undefined) {
      const replicationFactor = topic.partitions[0]?.replicas.length ?? 0;
      tell(s, { kind: 'topic-created', topic: name, partitions: topic.partitions.length, replicationFactor });
      continue;
    }
    if (old.partitions.length < topic.partitions.length) {
      tell(s, { kind: 'partitions-added', topic: name, from: old.partitions.length, to: topic.partitions.length });
    }
    for (const [partition, was] of old.partitions.entries()) {
      const is = topic.partitions[partition];
      if (is !== undefined && is !== was) tellPartition(s, after, topic, partition, was, is, cause);
    }
  }
}

function tellConfigs(s: SimState, before: MetadataImage, after: MetadataImage): void {
  // The first image holds what the cluster was formatted with.
  if (before.configs === after.configs || before.features.size === 0) return;
  for (const key of new Set([...before.configs.keys(), ...after.configs.keys()])) {
    const [was, is] = [before.configs.get(key), after.configs.get(key)];
    if (was === is) continue;
    const topic = key.startsWith('topic:') ? key.slice('topic:'.length) : null;
    // The configs of a topic come and go with it.
    if (topic !== null && before.topics.get(topic)?.topicId !== after.topics.get(topic)?.topicId) continue;
    const id = topic === null ? key.slice('broker:'.length) : '';
    for (const config of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
      const value = is?.get(config) ?? null;
      if (value === (was?.get(config) ?? null)) continue;
      tell(s, { kind: 'config-changed', topic, broker: id === '' ? null : Number(id), config, value });
    }
  }
}

function tellBrokers(s: SimState, before: MetadataImage, after: MetadataImage, cause: Cause): void {
  if (before.brokers === after.brokers) return;
  for (const broker of before.brokers.keys()) {
    if (!after.brokers.has(broker)) tell(s, { kind: 'broker-unregistered', broker });
  }
  for (const [broker, is] of after.brokers) {
    const was = before.brokers.get(broker);
    if (was?.epoch !== is.epoch) {
      tell(s, { kind: 'broker-registered', broker, brokerEpoch: is.epoch, unclean: cause.unclean === true });
    } else if (was.fenced && !is.fenced) {
      tell(s, { kind: 'broker-unfenced', broker });
    } else if (!was.fenced && is.fenced) {
      const reason = cause.reason === 'session-expired' ? 'session-expired' : 'shutdown';
      tell(s, { kind: 'broker-fenced', broker, reason });
    }
  }
}

function tellPartition(
  s: SimState,
  image: MetadataImage,
  topic: TopicImage,
  partition: number,
  was: PartitionRegistration,
  is: PartitionRegistration,
  cause: Cause,
): void {
  const where = { topic: topic.name, partition };
  if (is.leader !== was.leader) {
    if (is.leader < 0) {
      tell(s, {
        kind: 'partition-leaderless',
        ...where,
        previousLeader: was.leader,
        leaderEpoch: is.leaderEpoch,
        elr: is.elr,
      });
    } else {
      const { leader, leaderEpoch } = is;
      const previousLeader = was.leader;
      tell(s, {
        kind: 'leader-elected',
        ...where,
        leader,
        previousLeader,
        leaderEpoch,
        from: electedFrom(was, is),
        reason: cause.reason,
        causedBy: cause.causedBy,
      });
    }
  }
  tellReassignment(s, where, was, is);
  if (is.isr.length !== was.isr.length || is.isr.some((id) => !was.isr.includes(id))) {
    const by = cause.reason === 'isr-change' ? 'leader' : 'controller';
    const minInsyncReplicas = effectiveMinIsr(s, image, topic.name, is.replicas.length);
    tell(s, { kind: 'isr-changed', ...where, before: was.isr, after: is.isr, by, minInsyncReplicas });
  }
}

function tellReassignment(
  s: SimState,
  where: TopicPartition,
  was: PartitionRegistration,
  is: PartitionRegistration,
): void {
  if (was.addingReplicas === is.addingReplicas && was.removingReplicas === is.removingReplicas) {
    // A change of order, or one that needs no copying, is done at once.
    if (was.replicas !== is.replicas)
      tell(s, { kind: 'reassignment-ended', ...where, replicas: is.replicas, done: true });
    return;
  }
  if (isReassigning(is)) {
    const { addingReplicas: adding, removingReplicas: removing } = is;
    tell(s, { kind: 'reassignment-started', ...where, adding, removing });
  } else if (isReassigning(was)) {
    const done = was.addingReplicas.every((id) => is.replicas.includes(id));
    tell(s, { kind: 'reassignment-ended', ...where, replicas: is.replicas, done });
  }
}
