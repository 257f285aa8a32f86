import { checker } from './checker.ts';

/**
 * L3. A log's start never goes back while its process runs, unless the log is cut below it. An empty one may begin anew
 * where a batch begins that its leader's start lies inside of. After a crash it is where the last checkpoint of it says.
 * Source: UnifiedLog.maybeIncrementLogStartOffset, truncateFullyAndStartAt, Partition.appendRecordsToFollowerOrFutureReplica.
 */
export const logStart = checker('log start', ['L3'], (_, { changes }) => {
  for (const { broker, partition, before, now, isReopened, fresh } of changes) {
    if (before === null || now === null || isReopened || now.logStartOffset >= before.logStartOffset) continue;
    if (now.logEndOffset < before.logStartOffset) continue;
    const wasEmpty = before.logEndOffset === before.logStartOffset;
    if (wasEmpty && fresh[0]?.baseOffset === now.logStartOffset) continue;
    return `broker ${broker} ${partition.name}: fell from ${before.logStartOffset} to ${now.logStartOffset}`;
  }
  return null;
});
