import type { EpochEntry } from '../../kafka/log/partition-log.ts';
import { checker } from './checker.ts';
import type { ReplicaChange } from './seen/replica-change.ts';

/**
 * L4. The entries of an epoch cache grow in epoch and start offset, none begins above the log end, and each batch has the
 * epoch that the cache gives for its offset when it is appended. (A crash after DeleteRecords may bring records back whose
 * epochs the cache has forgotten.) Source: LeaderEpochFileCache, UnifiedLog.append.
 */
export const epochCache = checker('epoch cache', ['L4'], (_, { changes }) => {
  for (const change of changes) {
    const wrong = wrongEntries(change) ?? (change.before === null ? null : wrongBatches(change));
    if (wrong !== null) return `broker ${change.broker} ${change.partition.name}: ${wrong}`;
  }
  return null;
});

function wrongEntries({ before, log }: ReplicaChange): string | null {
  if (log === null) return null;
  const { leaderEpochs, logEndOffset } = log;
  const last = leaderEpochs.at(-1);
  if (last !== undefined && last.startOffset > logEndOffset)
    return `epoch ${last.epoch} begins at ${last.startOffset}, the log ends at ${logEndOffset}`;
  if (before?.leaderEpochs === leaderEpochs) return null;
  for (const [at, entry] of leaderEpochs.entries()) {
    const earlier = leaderEpochs[at - 1];
    if (earlier === undefined) continue;
    if (earlier.epoch >= entry.epoch || earlier.startOffset >= entry.startOffset)
      return `epoch ${entry.epoch} from ${entry.startOffset} follows epoch ${earlier.epoch} from ${earlier.startOffset}`;
  }
  return null;
}

function wrongBatches({ log, fresh }: ReplicaChange): string | null {
  if (log === null || fresh.length === 0) return null;
  for (const { baseOffset, partitionLeaderEpoch: epoch } of fresh) {
    if (baseOffset < log.logStartOffset) continue;
    const cached = epochAt(log.leaderEpochs, baseOffset);
    if (cached !== epoch) return `offset ${baseOffset} is of epoch ${epoch}, the cache says ${cached}`;
  }
  return null;
}

/** From the end, where what is new mostly lies; −1: the cache does not know. */
function epochAt(entries: readonly EpochEntry[], offset: number): number {
  for (let at = entries.length - 1; at >= 0; at--) {
    const entry = entries[at];
    if (entry !== undefined && entry.startOffset <= offset) return entry.epoch;
  }
  return -1;
}
