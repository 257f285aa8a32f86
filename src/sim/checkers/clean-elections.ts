import { elrEnabled } from '../../kafka/controller/effective-config.ts';
import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import type { SimState } from '../state.ts';
import { checker } from './checker.ts';
import { electionIn } from './seen/elections.ts';
import type { MetadataWrite, PartitionChange } from './seen/step.ts';

/**
 * R16. A leader is elected out of the ISR, or out of the ELR when nobody of the ISR is left; never a fenced broker or one
 * that shuts down. Who registers after an unclean shutdown is first taken out of both. Source:
 * PartitionChangeBuilder.isValidNewLeader, ReplicationControlManager.handleBrokerShutdown, KIP-966.
 */
export const cleanElections = checker('clean elections', ['R16'], (s, { writes }) => {
  for (const write of writes) {
    for (const change of write.changes) {
      const wrong = wrongElection(write.after, change);
      if (wrong !== null) return `${change.topic}-${change.partition}: ${wrong}`;
    }
    const wrong = wrongRegistration(s, write);
    if (wrong !== null) return wrong;
  }
  return null;
});

function isActive(image: MetadataImage, id: number): boolean {
  const known = image.brokers.get(id);
  return known?.fenced === false && !known.inControlledShutdown;
}

function wrongElection(after: MetadataImage, { was, is }: PartitionChange): string | null {
  if (was === null) return is.leader < 0 || isActive(after, is.leader) ? null : `broker ${is.leader} is not active`;
  const from = electionIn(was, is);
  if (from === null) return null;
  if (!isActive(after, is.leader)) return `broker ${is.leader} was elected and is not active`;
  if (from !== 'elr') return null;
  const better = was.isr.find((id) => isActive(after, id));
  if (better !== undefined) return `broker ${is.leader} of the ELR was elected beside broker ${better} of the ISR`;
  return is.isr.length === 1 ? null : `broker ${is.leader} of the ELR was elected with ISR ${is.isr.join(', ')}`;
}

function wrongRegistration(s: SimState, { before, after, records }: MetadataWrite): string | null {
  for (const record of records) {
    if (record.type !== 'RegisterBrokerRecord') continue;
    const { brokerId } = record;
    const known = before.brokers.get(brokerId);
    if (known === undefined || known.incarnationId === record.incarnationId) continue;
    const process = s.brokers.get(brokerId);
    const isUnclean = process?.incarnationId === record.incarnationId && process.previousBrokerEpoch !== known.epoch;
    for (const topic of after.topics.values()) {
      for (const [partition, { isr, elr }] of topic.partitions.entries()) {
        const stays = isr.includes(brokerId) && (isr.length > 1 || elrEnabled(after));
        if (stays) return `${topic.name}-${partition}: broker ${brokerId} registers and is in the ISR`;
        if (isUnclean && elrEnabled(after) && elr.includes(brokerId))
          return `${topic.name}-${partition}: broker ${brokerId} registers after an unclean shutdown and is in the ELR`;
      }
    }
  }
  return null;
}
