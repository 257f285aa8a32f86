/** The exceptions that Kafka's readers of record batches end with, by their Java names. */
export type FailureClass =
  | 'CorruptRecordException'
  | 'IllegalArgumentException'
  | 'IndexOutOfBoundsException'
  | 'InvalidRecordException'
  | 'KafkaException';

/** Thrown while bytes are read that need not be sound; catch it where the bytes came in. */
export class RecordFailure extends Error {
  override readonly name = 'RecordFailure';
  /** Simple name of the Java class. */
  readonly class: FailureClass;

  constructor(javaClass: FailureClass, message: string) {
    super(message);
    this.class = javaClass;
  }
}
