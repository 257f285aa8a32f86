/** A promise of Kafka that a run broke; `id` as in the list of promises, ARCHITECTURE.md. */
export interface BrokenPromise {
  readonly promise: string;
  readonly detail: string;
}

export const broken = (promise: string, detail: string): BrokenPromise => ({ promise, detail });
