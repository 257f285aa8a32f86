/**
 * Kafka's exponential backoff: initial · 2^attempts, at most max before jitter, times a factor in [0.8, 1.2), and never
 * above max. Microseconds. Source: org.apache.kafka.common.utils.ExponentialBackoff (4.3.1), KIP-580.
 *
 * @param attempts tries that failed before this wait, minus one
 * @param random in [0, 1)
 */
export function backoffUs(initialMs: number, maxMs: number, attempts: number, random: number): number {
  if (initialMs === 0) return 0;
  let term = initialMs;
  for (let i = 0; i < attempts && term < maxMs; i++) term *= 2;
  const capped = Math.min(term, maxMs);
  const jittered = capped * (0.8 + 0.4 * random);
  return Math.floor(Math.min(jittered, maxMs) * 1000);
}
