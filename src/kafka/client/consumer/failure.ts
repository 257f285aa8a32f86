import type { JoinFailure } from './state.ts';
import { log, type Turn } from './turn.ts';

/** That there is no position to read from. */
export type PositionException =
  | 'NoOffsetForPartitionException'
  | 'OffsetOutOfRangeException'
  | 'LogTruncationException';

/** The exception classes that show in log lines and reasons. Source: Errors.java. */
const exceptionNames: Partial<Record<JoinFailure | PositionException, string>> = {
  NoOffsetForPartitionException: 'NoOffsetForPartitionException',
  OffsetOutOfRangeException: 'OffsetOutOfRangeException',
  LogTruncationException: 'LogTruncationException',
  IllegalStateException: 'IllegalStateException',
  NullPointerException: 'NullPointerException',
  DISCONNECTED: 'DisconnectException',
  UNJOINED_GROUP: 'UnjoinedGroupException',
  NO_COORDINATOR: 'CoordinatorNotAvailableException',
  COORDINATOR_LOAD_IN_PROGRESS: 'CoordinatorLoadInProgressException',
  COORDINATOR_NOT_AVAILABLE: 'CoordinatorNotAvailableException',
  NOT_COORDINATOR: 'NotCoordinatorException',
  ILLEGAL_GENERATION: 'IllegalGenerationException',
  INCONSISTENT_GROUP_PROTOCOL: 'InconsistentGroupProtocolException',
  INVALID_GROUP_ID: 'InvalidGroupIdException',
  UNKNOWN_MEMBER_ID: 'UnknownMemberIdException',
  INVALID_SESSION_TIMEOUT: 'InvalidSessionTimeoutException',
  REBALANCE_IN_PROGRESS: 'RebalanceInProgressException',
  MEMBER_ID_REQUIRED: 'MemberIdRequiredException',
  GROUP_MAX_SIZE_REACHED: 'GroupMaxSizeReachedException',
  FENCED_INSTANCE_ID: 'FencedInstanceIdException',
  REQUEST_TIMED_OUT: 'TimeoutException',
};

/** `KafkaException` for an error without a class of its own. */
export const exceptionName = (error: JoinFailure | PositionException): string =>
  exceptionNames[error] ?? 'KafkaException';

/** An exception of the application's own code leaves the poll loop: it closes the consumer and ends. */
export function applicationFailed(turn: Turn): void {
  const { consumer } = turn;
  if (consumer.failure !== null) return;
  consumer.failure = 'RuntimeException';
  turn.effects.push({ kind: 'failed', error: consumer.failure });
}

/** poll() throws: the application gives up and closes the consumer. */
export function fail(turn: Turn, error: JoinFailure | PositionException): void {
  const { consumer } = turn;
  if (consumer.failure !== null) return;
  const name = exceptionName(error);
  consumer.failure = name;
  turn.effects.push({ kind: 'failed', error: name });
  log(turn, 'ERROR', `poll() threw ${name}`);
}
