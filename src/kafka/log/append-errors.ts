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
    'INVALID_RECORD' | 'INVALID_TIMESTAMP' | 'MESSAGE_TOO_LARGE' | 'RECORD_LIST_TOO_LARGE' | 'CORRUPT_MESSAGE'
  >;
  readonly message: string;
  /** The records that were refused one by one; empty when the batch was refused as a whole. */
  readonly recordErrors: readonly RecordError[];
}

/** Who appends (AppendOrigin): a client's batch is trusted less than one that the broker's own coordinators made. */
export type AppendOrigin = 'CLIENT' | 'COORDINATOR';
