/** What Kafka throws when it cannot read a file: the exception's simple class name and its message. */
export interface FileError {
  readonly class: string;
  readonly message: string;
}
