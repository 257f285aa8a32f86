import type { MetadataImage, PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/**
 * What the controller says of a partition: a leader out of the ISR or none, ISR and ELR within the replicas and apart,
 * no fenced broker in the ISR; from one image to the next epochs never fall, a change raises the partition epoch, and
 * another leader comes with another leader epoch. Source: PartitionChangeBuilder, ReplicationControlManager (4.3.1).
 */
export function checkControllerRecords(before: MetadataImage, after: MetadataImage): BrokenPromise | null {
  if (before === after) return null;
  for (const [name, topic] of after.topics) {
    const old = before.topics.get(name);
    for (const [partition, is] of topic.partitions.entries()) {
      const was = old?.topicId === topic.topicId ? old.partitions[partition] : undefined;
      const wrong = wrongNow(after, is) ?? (was === undefined || isSame(was, is) ? null : wrongChange(was, is));
      if (wrong !== null) return broken('controller records', `${name}-${partition}: ${wrong} ${JSON.stringify(is)}`);
    }
  }
  return null;
}

/** Two controllers hold images of their own of the same records. */
const isSame = (was: PartitionRegistration, is: PartitionRegistration): boolean =>
  was === is || (was.partitionEpoch === is.partitionEpoch && JSON.stringify(was) === JSON.stringify(is));

function wrongNow(image: MetadataImage, p: PartitionRegistration): string | null {
  if (new Set(p.replicas).size !== p.replicas.length) return 'a replica twice';
  if (p.leader >= 0 && !p.isr.includes(p.leader)) return 'the leader is not in the ISR';
  if (!p.isr.every((id) => p.replicas.includes(id))) return 'the ISR holds a broker that is no replica';
  if (!p.elr.every((id) => p.replicas.includes(id))) return 'the ELR holds a broker that is no replica';
  if (p.elr.some((id) => p.isr.includes(id))) return 'a broker is in the ISR and in the ELR';
  const withElr = (image.features.get('eligible.leader.replicas.version') ?? 0) > 0;
  const fenced = p.isr.filter((id) => image.brokers.get(id)?.fenced !== false);
  if (fenced.length > 0 && (withElr || p.isr.length > 1)) return `the ISR holds fenced broker ${fenced.join(', ')}`;
  if (p.leader >= 0 && image.brokers.get(p.leader)?.fenced !== false) return 'a fenced broker leads';
  return null;
}

function wrongChange(was: PartitionRegistration, is: PartitionRegistration): string | null {
  if (is.leaderEpoch < was.leaderEpoch) return `leader epoch fell from ${was.leaderEpoch}`;
  if (is.partitionEpoch <= was.partitionEpoch) return `partition epoch did not rise from ${was.partitionEpoch}`;
  if (is.leader !== was.leader && is.leaderEpoch === was.leaderEpoch)
    return `another leader than ${was.leader} in the same epoch`;
  return null;
}
