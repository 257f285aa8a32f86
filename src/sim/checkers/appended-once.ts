import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import { type Checker, remembering } from './checker.ts';
import { type AppendedBatches, appendedBatches, noteAppended, placeOf } from './seen/appended-batches.ts';
import { batchesFrom } from './seen/log-batches.ts';
import type { ReplicaChange } from './seen/replica-change.ts';
import type { Step } from './seen/step.ts';

/*
 * What leaders appended, remembered by epoch and offset: two promises look at it.
 */

type Memory = Map<string, AppendedBatches>;

const of = (memory: Memory, change: ReplicaChange): AppendedBatches => {
  const id = `${change.partition.topicId}/${change.partition.partition}`;
  const known = memory.get(id) ?? appendedBatches();
  memory.set(id, known);
  return known;
};

/** Each batch that is new in a log with the one before it; nothing of logs that lost or cleaned what they had. */
function eachFresh(
  { changes }: Step,
  memory: Memory,
  look: (
    change: ReplicaChange,
    appended: AppendedBatches,
    batch: RecordBatch,
    before: RecordBatch | undefined,
  ) => string | null,
): string | null {
  for (const change of changes) {
    const { log, replica, partition, fresh, broker } = change;
    const first = fresh[0];
    if (log === null || replica === null || first === undefined || partition.suspended !== null) continue;
    const appended = of(memory, change);
    const isFirstLook = change.before === null;
    let before = isFirstLook ? undefined : batchesFrom(log, first.baseOffset - 1, first.baseOffset).at(-1);
    for (const batch of fresh) {
      // What lies below the log's start has been given up: another replica may have held something else there.
      if (before !== undefined && before.lastOffset < log.logStartOffset) before = undefined;
      const known = appended.batches.has(placeOf(batch));
      if (isFirstLook && !known) noteAppended(appended, batch, before);
      else {
        const wrong = look(change, appended, batch, before);
        if (wrong !== null) return `broker ${broker} ${partition.name}: ${wrong}`;
      }
      before = batch;
    }
  }
  return null;
}

/**
 * L7. Two logs that hold a batch of the same epoch at the same offset hold the same one, after the same one, and so on to
 * their start: that is what truncation by epochs relies on. Source: KIP-279, MatchingOffsets of its model.
 */
export const epochHistory: Checker = remembering(
  'epoch history',
  ['L7'],
  () => new Map() as Memory,
  (_, step, memory) =>
    eachFresh(step, memory, ({ partition }, appended, batch, before) => {
      const known = appended.batches.get(placeOf(batch));
      if (known === undefined) {
        noteAppended(appended, batch, before);
        return null;
      }
      const what = `offset ${batch.baseOffset} of epoch ${batch.partitionLeaderEpoch}`;
      if (partition.compacted) return null;
      if (known.crc !== batch.crc || known.lastOffset !== batch.lastOffset) return `${what} is another batch elsewhere`;
      if (before === undefined || known.afterEpoch < 0) return null;
      if (known.afterEpoch === before.partitionLeaderEpoch && known.afterOffset === before.lastOffset) return null;
      return `${what} follows ${before.lastOffset} of epoch ${before.partitionLeaderEpoch}, elsewhere ${known.afterOffset} of epoch ${known.afterEpoch}`;
    }),
);

/**
 * L9. Only a leader appends records with offsets of their own, in its own epoch; a follower has each batch from what some
 * leader appended. Source: Partition.appendRecordsToLeader, FollowerReplicate of the model.
 */
export const followersCopy: Checker = remembering(
  'followers copy',
  ['L9'],
  () => new Map() as Memory,
  (_, step, memory) =>
    eachFresh(step, memory, ({ replica, partition, before: seen }, appended, batch, before) => {
      if (seen === null) return null;
      if (replica?.role === 'leader') {
        if (batch.partitionLeaderEpoch !== replica.leaderEpoch)
          return `a leader of epoch ${replica.leaderEpoch} appended offset ${batch.baseOffset} in epoch ${batch.partitionLeaderEpoch}`;
        noteAppended(appended, batch, before);
        return null;
      }
      if (appended.batches.has(placeOf(batch)) || partition.compacted) return null;
      if (batch.baseOffset < appended.forgottenBelow) return null;
      return `no leader of epoch ${batch.partitionLeaderEpoch} appended offset ${batch.baseOffset}`;
    }),
);
