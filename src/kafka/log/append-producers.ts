import { assert } from '../../base/assert.ts';
import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { isTransactional } from '../record/batch-format.ts';
import { type LogException, logException } from './log-exception.ts';
import {
  appendForProducer,
  applyProducer,
  type ProducerAppendInfo,
  type ProducerOrigin,
  prepareProducer,
} from './producer-append.ts';
import { type CompletedTxn, completeTxn, type ProducerState, stableOffsetAfter } from './producer-state.ts';
import { type BatchMetadata, findDuplicate } from './producer-state-entry.ts';
import type { Segment } from './segment.ts';

/** What an append will change once its bytes are written. */
export interface CheckedProducers {
  readonly infos: ReadonlyMap<number, ProducerAppendInfo>;
  readonly completed: readonly CompletedTxn[];
  /** A batch that the log has already: then nothing is written. */
  readonly duplicate: BatchMetadata | null;
}

/** A late batch of a transaction that a newer epoch has ended. */
function checkNewTransaction(state: ProducerState, batch: RecordBatch): LogException | null {
  const entry = state.producers.get(batch.producerId);
  if (!isTransactional(batch) || entry === undefined || batch.producerEpoch >= entry.producerEpoch) return null;
  const epoch = `Epoch of producer ${batch.producerId} is ${batch.producerEpoch}`;
  const message = `${epoch}, which is smaller than the last seen epoch ${entry.producerEpoch}`;
  return logException('InvalidProducerEpochException', message);
}

/** UnifiedLog.analyzeAndValidateProducerState, without transaction verification. Changes nothing. */
export function checkProducers(
  state: ProducerState,
  batches: readonly RecordBatch[],
  origin: ProducerOrigin,
  name: string,
  transactionVersion: number,
): Result<CheckedProducers, LogException> {
  const infos = new Map<number, ProducerAppendInfo>();
  const completed: CompletedTxn[] = [];
  for (const batch of batches) {
    if (batch.producerId < 0) continue;
    if (origin === 'CLIENT') {
      const entry = state.producers.get(batch.producerId);
      const duplicate = entry === undefined ? undefined : findDuplicate(entry, batch);
      if (duplicate !== undefined) return ok({ infos, completed, duplicate });
    }
    const late = origin === 'REPLICATION' ? null : checkNewTransaction(state, batch);
    if (late !== null) return err(late);
    const info = infos.get(batch.producerId) ?? prepareProducer(state, batch.producerId);
    infos.set(batch.producerId, info);
    const appended = appendForProducer(info, batch, origin, name, transactionVersion);
    if (!appended.ok) return appended;
    if (appended.value !== null) completed.push(appended.value);
  }
  return ok({ infos, completed, duplicate: null });
}

/** LogSegment.updateTxnIndex. */
export function noteAborted(segment: Segment, txn: CompletedTxn, lastStableOffset: number): void {
  if (!txn.isAborted) return;
  const { producerId, firstOffset, lastOffset } = txn;
  segment.abortedTxns = [...(segment.abortedTxns ?? []), { producerId, firstOffset, lastOffset, lastStableOffset }];
}

/** What UnifiedLog.append does with them after the write: aborted transactions go into the segment's index. */
export function applyCheckedProducers(state: ProducerState, segment: Segment, checked: CheckedProducers): void {
  for (const info of checked.infos.values()) applyProducer(state, info);
  for (const txn of checked.completed) {
    noteAborted(segment, txn, stableOffsetAfter(state, txn));
    assert(completeTxn(state, txn), 'a marker ends a transaction that is open');
  }
}
