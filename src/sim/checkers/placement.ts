import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import { checker } from './checker.ts';
import type { PartitionChange } from './seen/step.ts';

/**
 * R22. The replicas of a new partition stand on as many brokers as its topic has replicas, in different racks as far as
 * there are racks, and its leader is active. Source: StripedReplicaPlacer, ReplicationControlManager.createTopic.
 */
export const placement = checker('placement', ['R22'], (_, { writes }) => {
  for (const { before, changes } of writes) {
    const factors = new Map<string, number>();
    for (const change of changes) {
      if (change.was !== null) continue;
      const factor = factors.get(change.topicId) ?? change.is.replicas.length;
      factors.set(change.topicId, factor);
      const wrong = wrongPlacement(before, change, factor);
      if (wrong !== null) return `${change.topic}-${change.partition} on ${change.is.replicas.join(', ')}: ${wrong}`;
    }
  }
  return null;
});

function wrongPlacement(image: MetadataImage, { is }: PartitionChange, factor: number): string | null {
  const { replicas, leader } = is;
  if (replicas.length !== factor) return `${factor} replicas were asked for`;
  if (new Set(replicas).size !== replicas.length) return 'a broker twice';
  const usable = [...image.brokers.values()].filter((broker) => !broker.inControlledShutdown);
  const racks = new Set(usable.map(({ rack }) => rack ?? ''));
  const used = new Set(replicas.map((id) => image.brokers.get(id)?.rack ?? ''));
  if (used.size < Math.min(racks.size, replicas.length)) return `${used.size} of ${racks.size} racks`;
  return image.brokers.get(leader)?.fenced === false ? null : `its leader ${leader} is fenced`;
}
