import { remembering } from './checker.ts';
import { answeredPartition } from './seen/answered.ts';
import { presentLeader } from './seen/members.ts';

/**
 * R18. The latest offset that leaders tell consumers never goes back, also over a change of leaders: a new one waits until
 * its high watermark reaches its epoch. Source: KIP-207, Partition.fetchOffsetForTimestamp. Remembers the highest answer.
 */
export const latestOffsets = remembering(
  'latest offsets',
  ['R18'],
  () => new Map<string, number>(),
  (s, step, told) => {
    for (const { from, request, response } of step.answers) {
      if (request.api !== 'ListOffsets' || response.api !== 'ListOffsets' || request.replicaId >= 0) continue;
      if (request.isolationLevel !== 'read_uncommitted') continue;
      for (const { topic, partition, error, offset } of response.responses) {
        const asked = request.partitions.find((it) => it.topic === topic && it.partition === partition);
        const watched = answeredPartition(s, step.find, from, topic, partition);
        if (error !== 'NONE' || asked?.timestamp !== -1 || watched === undefined || watched.suspended !== null)
          continue;
        if (presentLeader(s, step.image, watched)?.broker !== from) continue;
        const id = `${watched.topicId}/${partition}`;
        const before = told.get(id) ?? 0;
        if (offset < before) return `${watched.name}: broker ${from} told ${offset} after ${before}`;
        told.set(id, offset);
      }
    }
    return null;
  },
);
