import { javaHashOrder } from '../../base/java-string.ts';
import {
  encodeProducerSnapshot,
  type ProducerSnapshotEntry,
  parseProducerSnapshot,
} from './files/producer-snapshot-file.ts';
import {
  isProducerExpired,
  type ProducerState,
  removeUnreplicatedTxns,
  type SnapshotFile,
  withTxn,
} from './producer-state.ts';
import { lastSeqOf, type ProducerStateEntry } from './producer-state-entry.ts';

/** java.lang.Long.hashCode. */
function hashOfLong(v: number): number {
  return (v | 0) ^ Math.floor(v / 4294967296);
}

function toSnapshotEntry(entry: ProducerStateEntry): ProducerSnapshotEntry {
  const last = entry.batches.at(-1);
  const { producerId, producerEpoch, coordinatorEpoch, lastTimestamp, currentTxnFirstOffset } = entry;
  return {
    producerId,
    producerEpoch,
    coordinatorEpoch,
    lastTimestamp,
    currentTxnFirstOffset,
    lastBatch:
      last === undefined
        ? null
        : { lastSequence: lastSeqOf(entry), lastOffset: last.lastOffset, offsetDelta: last.offsetDelta },
  };
}

function fromSnapshotEntry(entry: ProducerSnapshotEntry): ProducerStateEntry {
  const { producerId, producerEpoch, coordinatorEpoch, lastTimestamp, currentTxnFirstOffset, lastBatch } = entry;
  const batches =
    lastBatch === null
      ? []
      : [
          {
            lastSeq: lastBatch.lastSequence,
            lastOffset: lastBatch.lastOffset,
            offsetDelta: lastBatch.offsetDelta,
            timestamp: lastTimestamp,
          },
        ];
  return { producerId, producerEpoch, coordinatorEpoch, lastTimestamp, currentTxnFirstOffset, batches };
}

function withoutSnapshots(state: ProducerState, isGone: (snapshot: SnapshotFile) => boolean): void {
  if (state.snapshots.some(isGone)) state.snapshots = state.snapshots.filter((snapshot) => !isGone(snapshot));
}

/** ProducerStateManager.takeSnapshot: a file named by what has been applied, when there is more than at the last one. */
export function takeSnapshot(state: ProducerState): void {
  const offset = state.lastMapOffset;
  if (offset <= state.lastSnapOffset) return;
  const entries = [...state.producers.values()];
  // Kafka writes them in the order of its hash map.
  const order = javaHashOrder(entries.map((entry) => hashOfLong(entry.producerId)));
  const bytes = encodeProducerSnapshot(order.map((i) => toSnapshotEntry(entries[i] as ProducerStateEntry)));
  withoutSnapshots(state, (snapshot) => snapshot.offset === offset);
  state.snapshots = [...state.snapshots, { offset, bytes }].sort((a, b) => a.offset - b.offset);
  state.lastSnapOffset = offset;
}

function latestSnapshotOffset(state: ProducerState): number | undefined {
  return state.snapshots.at(-1)?.offset;
}

/** ProducerStateManager.removeAndMarkSnapshotForDeletion: the file that leaves the list, if there is one. */
export function removeSnapshot(state: ProducerState, offset: number): SnapshotFile | undefined {
  const found = state.snapshots.find((snapshot) => snapshot.offset === offset);
  if (found !== undefined) withoutSnapshots(state, (snapshot) => snapshot === found);
  return found;
}

/** ProducerStateManager.truncateFullyAndStartAt: nothing is known any more, no snapshot stays. */
export function clearProducerState(state: ProducerState, offset: number): void {
  state.producers.clear();
  state.ongoingTxns = [];
  state.unreplicatedTxns = [];
  state.snapshots = [];
  state.lastSnapOffset = 0;
  state.lastMapOffset = offset;
}

/** The newest snapshot that can be read; those that cannot are deleted (ProducerStateManager.loadFromSnapshot). */
function loadFromSnapshot(state: ProducerState, logStartOffset: number, nowMs: number, expirationMs: number): void {
  for (;;) {
    const newest = state.snapshots.at(-1);
    if (newest === undefined) {
      state.lastSnapOffset = logStartOffset;
      state.lastMapOffset = logStartOffset;
      return;
    }
    const read = parseProducerSnapshot(newest.bytes);
    if (!read.ok) {
      withoutSnapshots(state, (snapshot) => snapshot === newest);
      continue;
    }
    for (const entry of read.value.map(fromSnapshotEntry)) {
      if (isProducerExpired(entry, nowMs, expirationMs)) continue;
      state.producers.set(entry.producerId, entry);
      const { producerId, currentTxnFirstOffset: firstOffset } = entry;
      if (firstOffset !== null) {
        state.ongoingTxns = withTxn(state.ongoingTxns, { producerId, firstOffset, lastOffset: null });
      }
    }
    state.lastSnapOffset = newest.offset;
    state.lastMapOffset = newest.offset;
    return;
  }
}

/** ProducerStateManager.onLogStartOffsetIncremented. */
export function onLogStartIncremented(state: ProducerState, logStartOffset: number): void {
  removeUnreplicatedTxns(state, logStartOffset);
  if (state.lastMapOffset < logStartOffset) state.lastMapOffset = logStartOffset;
  state.lastSnapOffset = latestSnapshotOffset(state) ?? logStartOffset;
}

/** ProducerStateManager.truncateAndReload: snapshots beyond the log go, and what is known is read from the newest left. */
export function truncateAndReload(
  state: ProducerState,
  logStartOffset: number,
  logEndOffset: number,
  nowMs: number,
  expirationMs: number,
): void {
  withoutSnapshots(state, ({ offset }) => offset > logEndOffset || offset <= logStartOffset);
  if (logEndOffset === state.lastMapOffset) {
    onLogStartIncremented(state, logStartOffset);
    return;
  }
  state.producers.clear();
  state.ongoingTxns = [];
  state.unreplicatedTxns = [];
  loadFromSnapshot(state, logStartOffset, nowMs, expirationMs);
}

/**
 * ProducerStateManager.removeStraySnapshots: of the snapshots that belong to no segment only the newest stays, and only
 * when it is not below the last segment: it was taken when the log was closed.
 */
export function removeStraySnapshots(state: ProducerState, segmentBases: readonly number[]): void {
  const bases = new Set(segmentBases);
  const strays = state.snapshots.filter((snapshot) => !bases.has(snapshot.offset));
  const newest = strays.at(-1);
  const lastBase = segmentBases.at(-1);
  const kept = newest !== undefined && (lastBase === undefined || newest.offset >= lastBase) ? newest : undefined;
  withoutSnapshots(state, (snapshot) => !bases.has(snapshot.offset) && snapshot !== kept);
}

export function hasSnapshots(state: ProducerState): boolean {
  return state.snapshots.length > 0;
}
