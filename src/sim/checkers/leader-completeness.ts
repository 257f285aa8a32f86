import { checker } from './checker.ts';
import { presentLeader } from './seen/members.ts';

/**
 * R3. The leader that the controller has elected holds all that was ever committed, and so every record that was
 * acknowledged with acks=all. Source: LeaderCompletenessProperty of the KIP-966 model; PartitionChangeBuilder.isValidNewLeader.
 */
export const leaderCompleteness = checker('leader completeness', ['R3'], (s, { image, partitions }) => {
  for (const partition of partitions) {
    if (partition.suspended !== null) continue;
    const leader = presentLeader(s, image, partition);
    if (leader === null) continue;
    const end = leader.log.logEndOffset;
    const { name, highWatermark, acknowledgedTo } = partition;
    if (end < highWatermark) return `${name}: broker ${leader.broker} ends at ${end}, ${highWatermark} was committed`;
    if (end < acknowledgedTo)
      return `${name}: broker ${leader.broker} ends at ${end}, ${acknowledgedTo} was acknowledged`;
  }
  return null;
});
