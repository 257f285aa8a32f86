import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Wall seconds that `work` took. */
export function secondsOf(work: () => void): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) / 1000;
}

/** Wall milliseconds of each of `times` calls, sorted. */
export function timesOf(times: number, work: () => void): number[] {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) taken.push(secondsOf(work) * 1000);
  return taken.sort((a, b) => a - b);
}

/** The value below which `share` (0 … 1) of a sorted list lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Collects garbage at once, also when Node was started without --expose-gc. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}

/** Bytes in use after a collection: objects, and the array buffers that lie beside the heap. */
export function bytesInUse(): { readonly heap: number; readonly buffers: number } {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, buffers: arrayBuffers };
}
