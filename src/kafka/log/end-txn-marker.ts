import { ByteReader, MalformedBytes } from '../../base/bytes.ts';
import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { RecordBatch } from '../record/batch-format.ts';
import { tryReadRecords } from '../record/read-batch.ts';
import type { LogException } from './log-exception.ts';
import { logException } from './log-exception.ts';

/** The record that ends a transaction in a partition. */
export interface EndTxnMarker {
  readonly isAbort: boolean;
  readonly coordinatorEpoch: number;
  /** Milliseconds: the record's own time. */
  readonly timestamp: number;
}

const ABORT = 0;
const COMMIT = 1;

function notMarker(type: number): LogException {
  const message = `Invalid control record type for end transaction marker ${type}`;
  return logException('IllegalArgumentException', message);
}

/**
 * The marker in a control batch; null when the cleaner has emptied the batch (ControlRecordType.parse,
 * EndTransactionMarker.deserialize). Only a damaged log holds anything else in a producer's control batch.
 */
export function readEndTxnMarker(batch: RecordBatch): Result<EndTxnMarker | null, LogException> {
  if (batch.count === 0) return ok(null);
  const records = tryReadRecords(batch);
  if (!records.ok) return err(logException('InvalidRecordException', records.error));
  const [record] = records.value;
  if (record === undefined) return ok(null);
  try {
    const key = new ByteReader(record.key ?? new Uint8Array());
    if (key.i16() < 0) return err(logException('InvalidRecordException', 'Invalid version found for control record'));
    const type = key.i16();
    if (type !== ABORT && type !== COMMIT) return err(notMarker(type));
    const value = new ByteReader(record.value ?? new Uint8Array());
    if (value.i16() < 0) {
      return err(logException('InvalidRecordException', 'Invalid version found for end transaction marker'));
    }
    return ok({ isAbort: type === ABORT, coordinatorEpoch: value.i32(), timestamp: record.timestamp });
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return err(logException('InvalidRecordException', error.message));
  }
}
