import type { PartitionRegistration } from '../../../kafka/controller/metadata-image.ts';

/**
 * Where a new leader came from. ISR and ELR are sure to have all that was committed, and so is who joined the ISR by the
 * very record that completes a reassignment. null: there is no new leader.
 */
export type ElectedFrom = 'isr' | 'elr' | 'reassignment' | 'last-known-leader' | 'unclean';

export function electionIn(was: PartitionRegistration, is: PartitionRegistration): ElectedFrom | null {
  const { leader } = is;
  if (leader < 0 || leader === was.leader) return null;
  if (was.isr.includes(leader)) return 'isr';
  if (was.elr.includes(leader)) return 'elr';
  const wasMoving = was.addingReplicas.length + was.removingReplicas.length > 0;
  const isMoving = is.addingReplicas.length + is.removingReplicas.length > 0;
  // An unclean election marks its leader as RECOVERING; only a leader's own proposal is RECOVERED.
  const isProposed = is.leaderRecoveryState === 'RECOVERED' && is.isr.includes(leader);
  if (isProposed && wasMoving && !isMoving) return 'reassignment';
  return was.lastKnownElr.includes(leader) ? 'last-known-leader' : 'unclean';
}
