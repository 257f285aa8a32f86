/** Kafka's assignor throws this exception on such input, and the leader's poll() with it. */
export class AssignorFailure extends Error {
  override readonly name = 'AssignorFailure';
  /** Simple name of the Java class. */
  readonly exception: string;

  constructor(exception: string, message: string) {
    super(message);
    this.exception = exception;
  }
}
