import { elrEnabled } from '../../kafka/controller/effective-config.ts';
import { checker } from './checker.ts';
import { hostedOn, registrationOf } from './seen/members.ts';

/**
 * R2. Whoever could be made leader without losing anything, a member of the ISR or of the ELR in service, ends no lower than
 * what was ever committed. An ELR may still name a broker that a reassignment took out of the replicas; it cannot be
 * elected before another one puts it back, and then Kafka promises nothing of it until it has caught up.
 * Source: LeaderCandidateCompletenessProperty of the KIP-966 model.
 */
export const leaderCandidates = checker('leader candidates are complete', ['R2'], (s, { image, partitions }) => {
  for (const partition of partitions) {
    const registration = registrationOf(image, partition);
    if (registration === undefined || partition.suspended !== null) continue;
    const { isr, elr, replicas } = registration;
    for (const id of replicas) {
      if (!isr.includes(id) && !elr.includes(id)) continue;
      if (partition.returned.has(id)) continue;
      const hosted = hostedOn(s, partition, id);
      if (hosted === null || (partition.lost.has(id) && !elrEnabled(image))) continue;
      const end = hosted.log.logEndOffset;
      if (end < partition.highWatermark)
        return `${partition.name}: broker ${id} could lead and ends at ${end}, ${partition.highWatermark} was committed`;
    }
  }
  return null;
});
