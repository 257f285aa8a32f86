import type { ErrorCode } from './errors.ts';

/** Codes whose Java exception is not their name in camel case with `Exception` behind it. */
const irregular: Partial<Record<ErrorCode, string>> = {
  UNKNOWN_SERVER_ERROR: 'UnknownServerException',
  CORRUPT_MESSAGE: 'CorruptRecordException',
  REQUEST_TIMED_OUT: 'TimeoutException',
  MESSAGE_TOO_LARGE: 'RecordTooLargeException',
  RECORD_LIST_TOO_LARGE: 'RecordBatchTooLargeException',
  COORDINATOR_LOAD_IN_PROGRESS: 'CoordinatorLoadInProgressException',
  INVALID_TOPIC_EXCEPTION: 'InvalidTopicException',
  TOPIC_ALREADY_EXISTS: 'TopicExistsException',
  NON_EMPTY_GROUP: 'GroupNotEmptyException',
  INVALID_CONFIG: 'InvalidConfigurationException',
  KAFKA_STORAGE_ERROR: 'KafkaStorageException',
  OUT_OF_ORDER_SEQUENCE_NUMBER: 'OutOfOrderSequenceException',
  DUPLICATE_SEQUENCE_NUMBER: 'DuplicateSequenceException',
};

/** Simple name of the exception that a Java client throws for the code (org.apache.kafka.common.protocol.Errors). */
export function exceptionName(error: ErrorCode): string {
  const words = error.split('_').map((word) => word.slice(0, 1) + word.slice(1).toLowerCase());
  return irregular[error] ?? `${words.join('')}Exception`;
}
