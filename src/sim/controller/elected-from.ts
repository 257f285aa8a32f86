import type { PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import { isReassigning } from '../../kafka/controller/partition-registration.ts';
import type { ElectedFrom } from '../update.ts';

/**
 * Where a new leader came from: only a member of the ISR or of the ELR is sure to have all that was committed. Any other
 * has to recover (PartitionChangeBuilder.electLeader); who does not has joined the ISR with the same record, as at the
 * end of a reassignment, which needs an ISR that is not empty, so that its ELR does not count.
 */
export function electedFrom(was: PartitionRegistration, is: PartitionRegistration): ElectedFrom {
  if (was.isr.includes(is.leader)) return 'isr';
  const isCompleted = isReassigning(was) && !isReassigning(is);
  if (was.elr.includes(is.leader) && !isCompleted) return 'elr';
  if (is.leaderRecoveryState === 'RECOVERED') return 'isr';
  return was.lastKnownElr.includes(is.leader) ? 'last-known-leader' : 'unclean';
}
