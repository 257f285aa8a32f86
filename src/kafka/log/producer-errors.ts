import type { ErrorCode } from '../protocol/errors.ts';
import type { LogException } from './log-exception.ts';

/** Why a leader refuses a batch for what it knows of its producer: Kafka's error code and Kafka's words. */
export interface ProducerError {
  readonly code: Extract<
    ErrorCode,
    | 'OUT_OF_ORDER_SEQUENCE_NUMBER'
    | 'INVALID_PRODUCER_EPOCH'
    | 'INVALID_TXN_STATE'
    | 'TRANSACTION_COORDINATOR_FENCED'
    | 'UNKNOWN_SERVER_ERROR'
  >;
  readonly message: string;
  /** Simple name of the Java exception. */
  readonly exception: string;
  readonly recordErrors: readonly [];
}

const codes: Readonly<Record<string, ProducerError['code']>> = {
  OutOfOrderSequenceException: 'OUT_OF_ORDER_SEQUENCE_NUMBER',
  InvalidProducerEpochException: 'INVALID_PRODUCER_EPOCH',
  InvalidTxnStateException: 'INVALID_TXN_STATE',
  TransactionCoordinatorFencedException: 'TRANSACTION_COORDINATOR_FENCED',
};

export function producerError(exception: LogException): ProducerError {
  const code = codes[exception.class] ?? 'UNKNOWN_SERVER_ERROR';
  return { code, message: exception.message, exception: exception.class, recordErrors: [] };
}
