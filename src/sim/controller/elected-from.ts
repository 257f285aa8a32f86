import type { PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import type { ElectedFrom } from '../update.ts';

/** Where a new leader came from: only a member of the ISR or of the ELR is sure to have all that was committed. */
export function electedFrom(was: PartitionRegistration, is: PartitionRegistration): ElectedFrom {
  if (was.isr.includes(is.leader)) return 'isr';
  if (was.elr.includes(is.leader)) return 'elr';
  return was.lastKnownElr.includes(is.leader) ? 'last-known-leader' : 'unclean';
}
