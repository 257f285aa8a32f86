import { hex } from '../../base/bytes.ts';
import type { Segment } from '../../kafka/log/partition-log.ts';
import { isControlBatch, readRecords } from '../../kafka/record/record-batch.ts';
import { checker } from './checker.ts';
import type { ReplicaChange } from './seen/replica-change.ts';

/**
 * C3. A cleaning keeps the last value of each key; only a tombstone may go without a successor. Looked at when segments
 * that were closed give way to others. Source: Cleaner.cleanSegments, LogCleanerTest.testCleanSegments.
 */
export const compaction = checker('latest values', ['C3'], (_, { changes }) => {
  for (const change of changes) {
    const { before, now, isReopened } = change;
    if (before === null || now === null || isReopened || before.list === now.list) continue;
    if (now.logEndOffset < before.logEndOffset || !change.partition.compacted) continue;
    const wrong = missingKey(change, before.segments, now.segments);
    if (wrong !== null) return `broker ${change.broker} ${change.partition.name}: ${wrong}`;
  }
  return null;
});

interface Latest {
  readonly offset: number;
  readonly isTombstone: boolean;
}

function missingKey({ now }: ReplicaChange, before: readonly Segment[], after: readonly Segment[]): string | null {
  const start = now?.logStartOffset ?? 0;
  const kept = new Set(after);
  // The active segment is copied by checkpoints and never cleaned.
  const replaced = before.slice(0, -1).filter((segment) => !kept.has(segment) && endOf(segment) > start);
  if (replaced.length === 0) return null;
  const left = latestByKey(after.filter((segment) => endOf(segment) > (replaced[0]?.baseOffset ?? 0)));
  for (const [key, { offset, isTombstone }] of latestByKey(replaced)) {
    if (isTombstone || offset < start || (left.get(key)?.offset ?? -1) >= offset) continue;
    return `the last value of key ${key}, at offset ${offset}, is gone`;
  }
  return null;
}

const endOf = (segment: Segment): number => (segment.batches[segment.length - 1]?.lastOffset ?? segment.baseOffset) + 1;

function latestByKey(segments: readonly Segment[]): ReadonlyMap<string, Latest> {
  const latest = new Map<string, Latest>();
  for (const segment of segments) {
    for (const batch of segment.batches.slice(0, segment.length)) {
      if (isControlBatch(batch)) continue;
      for (const { key, value, offset } of readRecords(batch)) {
        if (key !== null) latest.set(hex(key), { offset, isTombstone: value === null });
      }
    }
  }
  return latest;
}
