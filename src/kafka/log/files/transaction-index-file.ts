import { ByteReader, ByteWriter } from '../../../base/bytes.ts';
import { type Int64, readInt64, writeInt64 } from '../../../base/int64.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import type { FileError } from './file-error.ts';

/**
 * One aborted transaction, 34 bytes in a `.txnindex` file: version, producer id, first offset, offset of the ABORT
 * marker, last stable offset after it. Big-endian. Source: AbortedTxn, TransactionIndex.
 */
export interface AbortedTxn<Long = Int64> {
  readonly producerId: Long;
  readonly firstOffset: Long;
  readonly lastOffset: Long;
  readonly lastStableOffset: Long;
}

export const ABORTED_TXN_VERSION = 0;
export const ABORTED_TXN_BYTES = 34;

export function encodeTransactionIndex(entries: readonly AbortedTxn[]): Uint8Array {
  const writer = new ByteWriter(entries.length * ABORTED_TXN_BYTES);
  for (const entry of entries) {
    writer.i16(ABORTED_TXN_VERSION);
    writeInt64(writer, entry.producerId);
    writeInt64(writer, entry.firstOffset);
    writeInt64(writer, entry.lastOffset);
    writeInt64(writer, entry.lastStableOffset);
  }
  return writer.toBytes();
}

/** allAbortedTxns: an incomplete entry at the end is not read. Kafka takes the first byte alone for the version. */
export function parseTransactionIndex(bytes: Uint8Array, path = ''): Result<AbortedTxn[], FileError> {
  const reader = new ByteReader(bytes);
  const entries: AbortedTxn[] = [];
  while (reader.remaining >= ABORTED_TXN_BYTES) {
    const version = reader.i8();
    reader.skip(1);
    if (version > ABORTED_TXN_VERSION) {
      const message = `Unexpected aborted transaction version ${version} in transaction index ${path}, current version is 0`;
      return err({ class: 'KafkaException', message });
    }
    entries.push({
      producerId: readInt64(reader),
      firstOffset: readInt64(reader),
      lastOffset: readInt64(reader),
      lastStableOffset: readInt64(reader),
    });
  }
  return ok(entries);
}

export interface TxnIndexSearchResult<Long extends Int64 = Int64> {
  readonly abortedTransactions: AbortedTxn<Long>[];
  /** false: the next segment's index may hold more. */
  readonly isComplete: boolean;
}

/** TransactionIndex.collectAbortedTxns: those that reach into [fetchOffset, upperBoundOffset). */
export function collectAbortedTxns<Long extends Int64>(
  entries: readonly AbortedTxn<Long>[],
  fetchOffset: number,
  upperBoundOffset: number,
): TxnIndexSearchResult<Long> {
  const abortedTransactions: AbortedTxn<Long>[] = [];
  for (const entry of entries) {
    if (entry.lastOffset >= fetchOffset && entry.firstOffset < upperBoundOffset) abortedTransactions.push(entry);
    if (entry.lastStableOffset >= upperBoundOffset) return { abortedTransactions, isComplete: true };
  }
  return { abortedTransactions, isComplete: false };
}
