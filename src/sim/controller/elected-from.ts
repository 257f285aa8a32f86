import type { PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import type { ElectedFrom } from '../update.ts';

/**
 * Where a new leader came from: only a member of the ISR or of the ELR is sure to have all that was committed. Any other
 * has to recover (PartitionChangeBuilder.electLeader); who does not has joined the ISR with the same record, as at the
 * end of a reassignment.
 */
export function electedFrom(was: PartitionRegistration, is: PartitionRegistration): ElectedFrom {
  if (was.isr.includes(is.leader)) return 'isr';
  if (was.elr.includes(is.leader)) return 'elr';
  if (is.leaderRecoveryState === 'RECOVERED') return 'isr';
  return was.lastKnownElr.includes(is.leader) ? 'last-known-leader' : 'unclean';
}
