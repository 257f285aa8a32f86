import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import {
  isControlBatch,
  isTransactional,
  lastSequence,
  NO_PRODUCER_EPOCH,
  NO_SEQUENCE,
} from '../record/batch-format.ts';
import type { AppendOrigin } from './append-errors.ts';
import { type EndTxnMarker, readEndTxnMarker } from './end-txn-marker.ts';
import { type LogException, logException } from './log-exception.ts';
import { type CompletedTxn, type ProducerState, type TxnMetadata, withTxn } from './producer-state.ts';
import {
  type BatchMetadata,
  emptyProducerEntry,
  isInSequence,
  keepNewest,
  lastSeqOf,
  type ProducerStateEntry,
} from './producer-state-entry.ts';

/** Batches of a client are checked for their sequence, those of a coordinator for their epoch, a leader's not at all. */
export type ProducerOrigin = AppendOrigin | 'REPLICATION';

/** What the batches of one append change for one producer (ProducerAppendInfo); `applyProducer` puts it in place. */
export interface ProducerAppendInfo {
  readonly current: ProducerStateEntry;
  readonly startedTxns: TxnMetadata[];
  /** The entry after the batches so far; its `batches` are only those of this append. */
  updated: ProducerStateEntry;
}

export function prepareProducer(state: ProducerState, producerId: number): ProducerAppendInfo {
  const current = state.producers.get(producerId) ?? emptyProducerEntry(producerId);
  return { current, updated: { ...current, batches: [] }, startedTxns: [] };
}

/** A marker of transactions v2 carries a raised epoch; the same one again is a retry if no transaction is open. */
function checkEpoch(
  info: ProducerAppendInfo,
  producerEpoch: number,
  offset: number,
  name: string,
  transactionVersion: number,
): LogException | null {
  const { producerId, producerEpoch: current, currentTxnFirstOffset } = info.updated;
  const raises = transactionVersion >= 2;
  if (raises ? producerEpoch > current : producerEpoch >= current) return null;
  if (raises && producerEpoch === current && (currentTxnFirstOffset === null || producerEpoch === 0x7fff)) return null;
  const which = `which is ${raises ? '<=' : '<'} the last seen epoch ${current} (TV${transactionVersion})`;
  const message = `Epoch of producer ${producerId} at offset ${offset} in ${name} is ${producerEpoch}, ${which}`;
  return logException('InvalidProducerEpochException', message);
}

/** ProducerAppendInfo.checkSequence, without what transaction verification knows. */
function checkSequence(info: ProducerAppendInfo, batch: RecordBatch, name: string): LogException | null {
  const { current, updated } = info;
  const { producerId, baseSequence, producerEpoch } = batch;
  const where = `at offset ${batch.baseOffset} in partition ${name}`;
  if (producerEpoch !== updated.producerEpoch) {
    if (baseSequence === 0 || updated.producerEpoch === NO_PRODUCER_EPOCH) return null;
    const known = `${updated.producerEpoch} (current producer epoch)`;
    const came = `${producerEpoch} (request epoch), ${baseSequence} (seq. number)`;
    const message = `Invalid sequence number for new epoch of producer ${producerId}${where}: ${came}, ${known}`;
    return logException('OutOfOrderSequenceException', message);
  }
  const sameEpoch = producerEpoch === current.producerEpoch;
  const lastSeq = updated.batches.length > 0 ? lastSeqOf(updated) : sameEpoch ? lastSeqOf(current) : NO_SEQUENCE;
  if (current.producerEpoch === NO_PRODUCER_EPOCH || isInSequence(lastSeq, baseSequence)) return null;
  const numbers = `${baseSequence} (incoming seq. number), ${lastSeq} (current end sequence number)`;
  const message = `Out of order sequence number for producer ${producerId} ${where}: ${numbers}`;
  return logException('OutOfOrderSequenceException', message);
}

function withBatch(entry: ProducerStateEntry, producerEpoch: number, batch: BatchMetadata): ProducerStateEntry {
  const batches = keepNewest(entry.producerEpoch === producerEpoch ? entry.batches : [], [batch]);
  return { ...entry, producerEpoch, batches, lastTimestamp: batch.timestamp };
}

function appendData(
  info: ProducerAppendInfo,
  batch: RecordBatch,
  origin: ProducerOrigin,
  name: string,
): LogException | null {
  const { producerEpoch, baseOffset, lastOffset, maxTimestamp } = batch;
  if (origin !== 'REPLICATION') {
    const refused =
      checkEpoch(info, producerEpoch, baseOffset, name, -1) ??
      (origin === 'CLIENT' ? checkSequence(info, batch, name) : null);
    if (refused !== null) return refused;
  }
  const metadata = {
    lastSeq: lastSequence(batch),
    lastOffset,
    offsetDelta: lastOffset - baseOffset,
    timestamp: maxTimestamp,
  };
  info.updated = withBatch(info.updated, producerEpoch, metadata);
  const { producerId, currentTxnFirstOffset } = info.updated;
  if (currentTxnFirstOffset !== null && !isTransactional(batch)) {
    const where = `at offset ${baseOffset} in partition ${name}`;
    return logException(
      'InvalidTxnStateException',
      `Expected transactional write from producer ${producerId} ${where}`,
    );
  }
  if (currentTxnFirstOffset === null && isTransactional(batch)) {
    info.updated = { ...info.updated, currentTxnFirstOffset: baseOffset };
    info.startedTxns.push({ producerId, firstOffset: baseOffset, lastOffset: null });
  }
  return null;
}

function checkMarker(
  info: ProducerAppendInfo,
  batch: RecordBatch,
  marker: EndTxnMarker,
  name: string,
  transactionVersion: number,
): LogException | null {
  const refused = checkEpoch(info, batch.producerEpoch, batch.baseOffset, name, transactionVersion);
  const { producerId, coordinatorEpoch } = info.updated;
  if (refused !== null || coordinatorEpoch <= marker.coordinatorEpoch) return refused;
  const where = `at offset ${batch.baseOffset} in partition ${name}`;
  const epochs = `${marker.coordinatorEpoch} (zombie), ${coordinatorEpoch} (current)`;
  const message = `Invalid coordinator epoch for producerId ${producerId} ${where}: ${epochs}`;
  return logException('TransactionCoordinatorFencedException', message);
}

/**
 * ProducerAppendInfo.append: the transaction that a marker ends, or null; or why the batch cannot be appended. What a
 * leader wrote (REPLICATION) is never refused for its epochs. `name` is topic and partition.
 */
export function appendForProducer(
  info: ProducerAppendInfo,
  batch: RecordBatch,
  origin: ProducerOrigin,
  name: string,
  transactionVersion: number,
): Result<CompletedTxn | null, LogException> {
  if (!isControlBatch(batch)) {
    const refused = appendData(info, batch, origin, name);
    return refused === null ? ok(null) : err(refused);
  }
  const read = readEndTxnMarker(batch);
  if (!read.ok) return read;
  const marker = read.value;
  if (marker === null) return ok(null);
  const refused = origin === 'REPLICATION' ? null : checkMarker(info, batch, marker, name, transactionVersion);
  if (refused !== null) return err(refused);
  const { producerEpoch, baseOffset, producerId } = batch;
  const { updated } = info;
  info.updated = {
    ...updated,
    producerEpoch,
    batches: updated.producerEpoch === producerEpoch ? updated.batches : [],
    coordinatorEpoch: marker.coordinatorEpoch,
    lastTimestamp: marker.timestamp,
    currentTxnFirstOffset: null,
  };
  const firstOffset = updated.currentTxnFirstOffset;
  if (firstOffset === null) return ok(null);
  return ok({ producerId, firstOffset, lastOffset: baseOffset, isAborted: marker.isAbort });
}

/** ProducerStateManager.update: what the append changed becomes what the log knows. */
export function applyProducer(state: ProducerState, info: ProducerAppendInfo): void {
  const { current, updated } = info;
  const before = current.producerEpoch === updated.producerEpoch ? current.batches : [];
  state.producers.set(updated.producerId, { ...updated, batches: keepNewest(before, updated.batches) });
  for (const txn of info.startedTxns) state.ongoingTxns = withTxn(state.ongoingTxns, txn);
}
