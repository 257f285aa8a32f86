/** A promise of Kafka that a run broke; docs/invariants.md lists them all. */
export interface BrokenPromise {
  readonly promise: string;
  /** Its number in the list, as `R3`; a checker may stand for several. */
  readonly ids: readonly string[];
  readonly detail: string;
}

export const broken = (promise: string, detail: string, ids: readonly string[] = []): BrokenPromise => ({
  promise,
  ids,
  detail,
});
