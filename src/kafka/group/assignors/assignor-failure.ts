/** Simple name of a Java class. */
export type AssignorException = 'IllegalStateException' | 'NullPointerException';

/** Kafka's assignor throws this exception on such input, and the leader's poll() with it. */
export class AssignorFailure extends Error {
  override readonly name = 'AssignorFailure';
  readonly exception: AssignorException;

  constructor(exception: AssignorException, message: string) {
    super(message);
    this.exception = exception;
  }
}
