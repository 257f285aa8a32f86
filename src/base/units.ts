/** The engine counts integer microseconds, Kafka's configs milliseconds. */
export const US_PER_MS = 1000;
export const US_PER_SECOND = 1_000_000;

export function msToUs(ms: number): number {
  return ms * US_PER_MS;
}

export function secondsToUs(seconds: number): number {
  return seconds * US_PER_SECOND;
}

export const KIB = 1024;
export const MIB = 1024 * KIB;
