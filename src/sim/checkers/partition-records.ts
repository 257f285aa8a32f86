import type { PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import { checker } from './checker.ts';

/**
 * R12. What the controller says of a partition fits together: a leader out of the ISR or none, ISR and ELR apart, the ISR,
 * the added and the removed among the replicas, nobody twice. An ELR may outlive a reassignment that shrinks the list.
 * Source: PartitionChangeBuilder; seen on real clusters.
 */
export const partitionRecords = checker('partition records', ['R12'], (_, { writes }) => {
  for (const { changes } of writes) {
    for (const { topic, partition, was, is } of changes) {
      const wrong = wrongIn(is) ?? elrOutside(was, is);
      if (wrong !== null) return `${topic}-${partition}: ${wrong} ${JSON.stringify(is)}`;
    }
  }
  return null;
});

const isWithin = (some: readonly number[], all: readonly number[]): boolean => some.every((id) => all.includes(id));
const hasTwice = (ids: readonly number[]): boolean => new Set(ids).size !== ids.length;

function wrongIn(p: PartitionRegistration): string | null {
  if (hasTwice(p.replicas) || hasTwice(p.isr) || hasTwice(p.elr)) return 'a broker twice';
  if (p.leader >= 0 && !p.isr.includes(p.leader)) return 'the leader is not in the ISR';
  if (!isWithin(p.isr, p.replicas)) return 'the ISR holds a broker that is no replica';
  if (!isWithin(p.addingReplicas, p.replicas)) return 'a broker is added that is no replica';
  if (!isWithin(p.removingReplicas, p.replicas)) return 'a broker is removed that is no replica';
  return p.elr.some((id) => p.isr.includes(id)) ? 'a broker is in the ISR and in the ELR' : null;
}

function elrOutside(was: PartitionRegistration | null, is: PartitionRegistration): string | null {
  const known = was === null ? [] : [...was.replicas, ...was.elr];
  return isWithin(is.elr, [...is.replicas, ...known]) ? null : 'the ELR holds a broker that was no replica';
}
