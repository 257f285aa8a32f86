/** What the tool has printed. Every text ends its line itself. */
export interface ToolOutput {
  readonly stdout: string[];
  readonly stderr: string[];
}

/** Ends the tool as an uncaught Java exception does; caught where the tool was called. */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure';
  /** Full name of the Java class. */
  readonly javaClass: string;

  constructor(javaClass: string, message: string) {
    super(message);
    this.javaClass = javaClass;
  }
}

export function illegalArgument(message: string): ToolFailure {
  return new ToolFailure('java.lang.IllegalArgumentException', message);
}

export function runtimeFailure(message: string): ToolFailure {
  return new ToolFailure('java.lang.RuntimeException', message);
}
