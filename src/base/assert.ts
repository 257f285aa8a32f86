/** A broken promise of our own code, never a user's mistake: those are errors as values (see result.ts). */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** @throws InvariantError when `cond` is falsy. */
export function assert(cond: unknown, message: string): asserts cond {
  if (!cond) throw new InvariantError(message);
}

/** For the branch that the types rule out. @throws InvariantError always. */
export function unreachable(x: never): never {
  throw new InvariantError(`unreachable: ${String(x)}`);
}
