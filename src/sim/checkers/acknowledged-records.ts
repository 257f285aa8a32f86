import { batchAt } from '../../kafka/log/partition-log.ts';
import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import type { SimState } from '../state.ts';
import { checker } from './checker.ts';
import { isSameBatch } from './seen/log-batches.ts';
import { registrationOf } from './seen/members.ts';
import type { WatchedPartition } from './seen/watched-partition.ts';

/**
 * R4. What was acknowledged with acks=all lies on some disk: looked at when a log is cut or goes. Suspended when the disks
 * that held it have all lost it with their power. Source: NoCommittedRecordLostGlobally of the KIP-966 model.
 */
export const acknowledgedRecords = checker('acknowledged records', ['R4'], (s, { image, changes }) => {
  for (const { partition, before, now, isReopened } of changes) {
    if (before === null || partition.suspended !== null || partition.compacted) continue;
    const end = now?.logEndOffset ?? 0;
    if (end >= before.logEndOffset || registrationOf(image, partition) === undefined) continue;
    const cut = partition.acknowledged.filter(({ lastOffset }) => lastOffset >= end);
    const lost = cut.find((batch) => !isHeld(s, partition, batch));
    if (lost === undefined) continue;
    if (!isReopened) return `${partition.name}: no disk holds offset ${lost.lastOffset}, which was acknowledged`;
    partition.suspended = 'every disk that held it lost what was acknowledged';
  }
  return null;
});

/** Or held it: retention and DeleteRecords give records up. */
function isHeld(s: SimState, { topicId, partition }: WatchedPartition, batch: RecordBatch): boolean {
  for (const log of s.logs.values()) {
    if (log.topicId !== topicId || log.partition !== partition) continue;
    if (log.logStartOffset > batch.lastOffset) return true;
    const held = batchAt(log, batch.lastOffset);
    if (held !== undefined && isSameBatch(held, batch)) return true;
  }
  return false;
}
