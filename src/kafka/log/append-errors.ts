import type { ErrorCode } from '../protocol/errors.ts';

export interface RecordError {
  /** Index of the record in its batch. */
  readonly batchIndex: number;
  readonly message: string;
}

/** Why a leader refuses a batch: Kafka's error code and Kafka's words. */
export interface AppendError {
  readonly code: Extract<
    ErrorCode,
    | 'INVALID_RECORD'
    | 'INVALID_TIMESTAMP'
    | 'MESSAGE_TOO_LARGE'
    | 'RECORD_LIST_TOO_LARGE'
    | 'CORRUPT_MESSAGE'
    | 'UNKNOWN_SERVER_ERROR'
  >;
  readonly message: string;
  /** Simple name of the Java exception; of a RecordValidationException, the one that decides the code. */
  readonly exception: string;
  /** The records that were refused one by one; empty when the batch was refused as a whole. */
  readonly recordErrors: readonly RecordError[];
}

const codes: Readonly<Record<string, AppendError['code']>> = {
  CorruptRecordException: 'CORRUPT_MESSAGE',
  InvalidRecordException: 'INVALID_RECORD',
  InvalidTimestampException: 'INVALID_TIMESTAMP',
  RecordBatchTooLargeException: 'RECORD_LIST_TOO_LARGE',
  RecordTooLargeException: 'MESSAGE_TOO_LARGE',
};

/** Errors.forException: what Kafka has no code for is an UNKNOWN_SERVER_ERROR. */
export function appendError(
  exception: string,
  message: string,
  recordErrors: readonly RecordError[] = [],
): AppendError {
  return { code: codes[exception] ?? 'UNKNOWN_SERVER_ERROR', message, exception, recordErrors };
}

/** Who appends (AppendOrigin): a client's batch is trusted less than one that the broker's own coordinators made. */
export type AppendOrigin = 'CLIENT' | 'COORDINATOR';
