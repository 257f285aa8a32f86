/** What Kafka would throw: the Java exception's simple class name and its message. */
export interface LogException {
  readonly class: string;
  readonly message: string;
}

export function logException(name: string, message: string): LogException {
  return { class: name, message };
}
