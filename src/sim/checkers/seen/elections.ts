import type { PartitionRegistration } from '../../../kafka/controller/metadata-image.ts';
import { isReassigning } from '../../../kafka/controller/partition-registration.ts';

/**
 * Where a new leader came from. ISR and ELR are sure to have all that was committed, and so is who joined the ISR by the
 * very record that completes a reassignment. null: there is no new leader.
 */
export type ElectedFrom = 'isr' | 'elr' | 'reassignment' | 'last-known-leader' | 'unclean';

export function electionIn(was: PartitionRegistration, is: PartitionRegistration): ElectedFrom | null {
  const { leader } = is;
  if (leader < 0 || leader === was.leader) return null;
  if (was.isr.includes(leader)) return 'isr';
  // A reassignment completes on an ISR that the old leader proposed; the election looks at that one, so that the ELR does
  // not count. An unclean election marks its leader as RECOVERING.
  const isProposed = is.leaderRecoveryState === 'RECOVERED' && is.isr.includes(leader);
  if (isProposed && isReassigning(was) && !isReassigning(is)) return 'reassignment';
  if (was.elr.includes(leader)) return 'elr';
  return was.lastKnownElr.includes(leader) ? 'last-known-leader' : 'unclean';
}

/**
 * Who was taken out of the replicas by one reassignment and is put back by another while the ELR still names it: it comes
 * with an empty log, and may be elected as if it had everything. Source: PartitionChangeBuilder.maybePopulateTargetElr,
 * which leaves the ELR as it is; Kafka 4.3.1 does so (vectors/own-stories.json.gz, "elr-keeps-who-left").
 */
export const returnedToElr = (was: PartitionRegistration, is: PartitionRegistration): readonly number[] =>
  is.replicas.filter((id) => !was.replicas.includes(id) && was.elr.includes(id) && is.elr.includes(id));
