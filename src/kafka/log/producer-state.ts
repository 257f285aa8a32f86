import type { ProducerStateEntry } from './producer-state-entry.ts';

/** A transaction in this log (TxnMetadata). */
export interface TxnMetadata {
  readonly producerId: number;
  readonly firstOffset: number;
  /** Of its marker; null while it is open. */
  readonly lastOffset: number | null;
}

/** A transaction that a marker has ended (CompletedTxn). */
export interface CompletedTxn {
  readonly producerId: number;
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly isAborted: boolean;
}

/** A `.snapshot` file. `offset` gives its name: all below is covered. */
export interface SnapshotFile {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * What a log knows of its producers (org.apache.kafka.storage.internals.log.ProducerStateManager). Everything in it is
 * immutable but the map and the fields themselves, which belong to one log.
 */
export interface ProducerState {
  /** By producer id. */
  readonly producers: Map<number, ProducerStateEntry>;
  /** Open transactions by first offset. */
  ongoingTxns: readonly TxnMetadata[];
  /** Ended ones whose marker is not below the high watermark yet, by first offset. */
  unreplicatedTxns: readonly TxnMetadata[];
  /** Snapshot files in the directory, by offset. */
  snapshots: readonly SnapshotFile[];
  /** Everything below has been applied. */
  lastMapOffset: number;
  lastSnapOffset: number;
}

export function createProducerState(snapshots: readonly SnapshotFile[] = []): ProducerState {
  return {
    producers: new Map(),
    ongoingTxns: [],
    unreplicatedTxns: [],
    snapshots,
    lastMapOffset: 0,
    lastSnapOffset: 0,
  };
}

export function copyProducerState(state: ProducerState): ProducerState {
  return { ...state, producers: new Map(state.producers) };
}

export function withTxn(txns: readonly TxnMetadata[], txn: TxnMetadata): readonly TxnMetadata[] {
  const others = txns.filter((other) => other.firstOffset !== txn.firstOffset);
  return [...others, txn].sort((a, b) => a.firstOffset - b.firstOffset);
}

/**
 * Where undecided data begins: the first open transaction, or the first whose end is not replicated yet (for which
 * `highWatermark` counts). undefined when there is none (ProducerStateManager.firstUnstableOffset).
 */
export function firstUnstableOffset(state: ProducerState, highWatermark: number): number | undefined {
  const undecided = state.ongoingTxns[0];
  const unreplicated = state.unreplicatedTxns.find((txn) => (txn.lastOffset as number) >= highWatermark);
  if (undecided === undefined || unreplicated === undefined) return (undecided ?? unreplicated)?.firstOffset;
  return Math.min(undecided.firstOffset, unreplicated.firstOffset);
}

/** Forgets ended transactions whose marker lies below `offset`: replicated, or below the log start. */
export function removeUnreplicatedTxns(state: ProducerState, offset: number): void {
  if (state.unreplicatedTxns.length === 0) return;
  state.unreplicatedTxns = state.unreplicatedTxns.filter((txn) => (txn.lastOffset as number) >= offset);
}

/** The first offset of the next open transaction of another producer, else the offset after this one's marker. */
export function stableOffsetAfter(state: ProducerState, completed: CompletedTxn): number {
  const next = state.ongoingTxns.find((txn) => txn.producerId !== completed.producerId);
  return next === undefined ? completed.lastOffset + 1 : next.firstOffset;
}

/** ProducerStateManager.completeTxn. Whether the transaction was open at all: if not, Kafka throws. */
export function completeTxn(state: ProducerState, completed: CompletedTxn): boolean {
  const open = state.ongoingTxns.find((txn) => txn.firstOffset === completed.firstOffset);
  if (open === undefined) return false;
  state.ongoingTxns = state.ongoingTxns.filter((txn) => txn !== open);
  state.unreplicatedTxns = withTxn(state.unreplicatedTxns, { ...open, lastOffset: completed.lastOffset });
  return true;
}

/** A producer expires when it has written nothing for so long and has no open transaction. */
export function isProducerExpired(entry: ProducerStateEntry, nowMs: number, expirationMs: number): boolean {
  return entry.currentTxnFirstOffset === null && nowMs - entry.lastTimestamp >= expirationMs;
}

export function removeExpired(state: ProducerState, nowMs: number, expirationMs: number): void {
  for (const [producerId, entry] of state.producers) {
    if (isProducerExpired(entry, nowMs, expirationMs)) state.producers.delete(producerId);
  }
}
