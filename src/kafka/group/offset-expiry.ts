import type { ClassicGroup } from './classic-group.ts';
import { consumerProtocolType } from './consumer-protocol.ts';
import type { GroupRecord } from './effects.ts';
import { isSubscribedToTopic } from './group-protocol.ts';
import { groupTombstoneRecord, offsetTombstoneRecord } from './group-records.ts';
import type { CommittedOffset } from './shard.ts';
import type { Step } from './step.ts';
import { append, expiryTimerKey, log, setTimer } from './step.ts';

/**
 * The `expiry` timer: tombstones for offsets that are past offsets.retention.minutes, and for groups that have neither
 * members nor offsets any more. Source: GroupCoordinatorShard.cleanupGroupMetadata.
 */
export function onExpiryTimer(step: Step): void {
  const records: GroupRecord[] = [];
  for (const group of [...step.shard.groups.values()]) {
    const allExpired = expireOffsets(step, group, records);
    if (!allExpired || group.state !== 'Empty') continue;
    records.push(groupTombstoneRecord(group.groupId));
    step.shard.groups.delete(group.groupId);
  }
  if (records.length > 0) {
    log(
      step,
      'INFO',
      `Generated ${records.length} tombstone records while cleaning up group metadata in 0 milliseconds.`,
    );
    append(step, records, { kind: 'none' }, null);
  }
  setTimer(step, expiryTimerKey, step.ctx.config.offsetsRetentionCheckIntervalMs);
}

/** True when the group has no offset left. Source: OffsetMetadataManager.cleanupExpiredOffsets. */
function expireOffsets(step: Step, group: ClassicGroup, records: GroupRecord[]): boolean {
  const offsets = step.shard.offsets.get(group.groupId);
  if (offsets === undefined) return true;
  const baseOf = expirationBase(group);
  if (baseOf === null) return false;
  const retentionMs = step.ctx.config.offsetsRetentionMinutes * 60_000;
  let allExpired = true;
  for (const committed of offsets.values()) {
    if (!isSubscribedToTopic(group, committed.topic) && isExpired(step, committed, baseOf(committed), retentionMs)) {
      records.push(offsetTombstoneRecord(group.groupId, committed.topic, committed.partition));
    } else {
      allExpired = false;
    }
  }
  return allExpired;
}

/** Source: OffsetExpirationConditionImpl.isOffsetExpired. */
function isExpired(step: Step, committed: CommittedOffset, baseMs: number, retentionMs: number): boolean {
  if (committed.expireTimestampMs >= 0) return step.ctx.nowMs >= committed.expireTimestampMs;
  return step.ctx.nowMs - baseMs >= retentionMs;
}

/** From when on the retention counts; null: never expires now. Source: ClassicGroup.offsetExpirationCondition. */
function expirationBase(group: ClassicGroup): ((committed: CommittedOffset) => number) | null {
  const commitTime = (committed: CommittedOffset): number => committed.commitTimestampMs;
  if (group.protocolType === null) return commitTime;
  if (group.state === 'Empty') return (committed) => group.currentStateTimestampMs ?? committed.commitTimestampMs;
  const knowsTopics = group.protocolType === consumerProtocolType && group.subscribedTopics !== null;
  return knowsTopics && group.state === 'Stable' ? commitTime : null;
}
