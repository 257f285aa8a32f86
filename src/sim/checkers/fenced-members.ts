import { elrEnabled } from '../../kafka/controller/effective-config.ts';
import type { MetadataImage, PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import { checker } from './checker.ts';
import type { MetadataWrite } from './seen/step.ts';

/**
 * R14. No fenced broker is in an ISR, and none leads; without eligible leader replicas the last member stays, without
 * leading. Source: ReplicationControlManager.handleBrokerFenced, KIP-966.
 */
export const fencedMembers = checker('fenced brokers', ['R14'], (_, { writes }) => {
  for (const write of writes) {
    const wrong = wrongChange(write) ?? wrongFencing(write);
    if (wrong !== null) return wrong;
  }
  return null;
});

const isFenced = (image: MetadataImage, id: number): boolean => image.brokers.get(id)?.fenced !== false;

function wrongIn(image: MetadataImage, p: PartitionRegistration): string | null {
  if (p.leader >= 0 && isFenced(image, p.leader)) return `fenced broker ${p.leader} leads`;
  const fenced = p.isr.find((id) => isFenced(image, id));
  if (fenced === undefined || (p.isr.length === 1 && !elrEnabled(image))) return null;
  return `the ISR holds fenced broker ${fenced}`;
}

/** Of what changed: the partitions. */
function wrongChange({ after, changes }: MetadataWrite): string | null {
  for (const { topic, partition } of changes) {
    const is = after.topics.get(topic)?.partitions[partition];
    const wrong = is === undefined ? null : wrongIn(after, is);
    if (wrong !== null) return `${topic}-${partition}: ${wrong} ${JSON.stringify(is)}`;
  }
  return null;
}

/** When a broker is fenced it must be gone from everywhere. */
function wrongFencing({ before, after }: MetadataWrite): string | null {
  if (before.brokers === after.brokers) return null;
  const fenced = [...before.brokers.values()].filter((broker) => !broker.fenced && isFenced(after, broker.id));
  if (fenced.length === 0) return null;
  for (const topic of after.topics.values()) {
    for (const [partition, is] of topic.partitions.entries()) {
      const wrong = wrongIn(after, is);
      if (wrong !== null) return `${topic.name}-${partition}: ${wrong} ${JSON.stringify(is)}`;
    }
  }
  return null;
}
