import { checker } from './checker.ts';
import { answeredPartition } from './seen/answered.ts';
import { differsFromCommitted } from './seen/same-records.ts';

/**
 * R5. What a consumer is given at an offset was committed there, so that it reads the same whenever it reads again.
 * Source: ConsistentReadProperty of the KIP-966 model; Partition.fetchRecords.
 */
export const repeatableReads = checker('repeatable reads', ['R5'], (s, step) => {
  for (const { from, request, response } of step.answers) {
    if (request.api !== 'Fetch' || request.replicaId >= 0 || response.api !== 'Fetch') continue;
    for (const { topic, partition, records } of response.responses) {
      const watched = records.length === 0 ? undefined : answeredPartition(s, step.find, from, topic, partition);
      if (watched === undefined || watched.suspended !== null) continue;
      for (const batch of records) {
        const { lastOffset } = batch;
        if (lastOffset >= watched.highWatermark)
          return `broker ${from} gave offset ${lastOffset} of ${watched.name}, ${watched.highWatermark} is committed`;
        const wrong = differsFromCommitted(watched, batch);
        if (wrong !== null) return `broker ${from} gave of ${watched.name}: ${wrong}`;
      }
    }
  }
  return null;
});
