import type { MetadataImage, PartitionRegistration, TopicImage } from '../../kafka/controller/metadata-image.ts';
import { effectiveMinIsr } from '../settings.ts';
import { isInternalTopic, type SimState, tell } from '../state.ts';
import type { ElectedFrom, ElectionReason } from '../update.ts';

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
  if (before.topics === after.topics) return;
  for (const [name, topic] of after.topics) {
    const old = before.topics.get(name);
    if (old === topic || isInternalTopic(name)) continue;
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

function tellBrokers(s: SimState, before: MetadataImage, after: MetadataImage, cause: Cause): void {
  if (before.brokers === after.brokers) return;
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
  if (is.isr.length !== was.isr.length || is.isr.some((id) => !was.isr.includes(id))) {
    const by = cause.reason === 'isr-change' ? 'leader' : 'controller';
    const minInsyncReplicas = effectiveMinIsr(s, image, topic.name, is.replicas.length);
    tell(s, { kind: 'isr-changed', ...where, before: was.isr, after: is.isr, by, minInsyncReplicas });
  }
}

function electedFrom(was: PartitionRegistration, is: PartitionRegistration): ElectedFrom {
  if (was.isr.includes(is.leader)) return 'isr';
  if (was.elr.includes(is.leader)) return 'elr';
  return was.lastKnownElr.includes(is.leader) ? 'last-known-leader' : 'unclean';
}
