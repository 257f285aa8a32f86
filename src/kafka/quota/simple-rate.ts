/** How a rate is measured: over so many samples of so long each. */
export interface RateWindow {
  readonly samples: number;
  readonly windowMs: number;
}

/** What was recorded from `startMs` on, one window long or longer. */
interface RateSample {
  readonly startMs: number;
  readonly lastEventMs: number;
  readonly value: number;
}

/** Plain data: the samples in the order of their slots, which are used in turn. */
export interface RateSamples {
  /** Slot of the sample that is filled now. */
  readonly current: number;
  readonly samples: readonly RateSample[];
}

export const noSamples: RateSamples = { current: 0, samples: [] };

const fresh = (nowMs: number): RateSample => ({ startMs: nowMs, lastEventMs: nowMs, value: 0 });

/**
 * Adds `value` at `nowMs`. A sample takes what comes within its window; then the next slot is emptied for what follows.
 * There is one slot more than samples, for the one that reaches into the window from before.
 * Source: org.apache.kafka.common.metrics.stats.SampledStat.record, WindowedSum (4.3.1).
 */
export function recordInRate(rate: RateSamples, window: RateWindow, value: number, nowMs: number): RateSamples {
  const filled = rate.samples[rate.current] ?? fresh(nowMs);
  const isComplete = nowMs - filled.startMs >= window.windowMs;
  const current = isComplete ? (rate.current + 1) % (window.samples + 1) : rate.current;
  const sample = isComplete ? fresh(nowMs) : filled;
  const samples = [...rate.samples];
  samples[current] = { ...sample, lastEventMs: nowMs, value: sample.value + value };
  return { current, samples };
}

/**
 * The rate at `nowMs`, a second: the sum of the samples over the time since the oldest began, at least one window.
 * A measurement empties samples that are older than all windows together, which then begin now, so that the samples
 * after it are part of the answer. Source: SimpleRate.windowSize, SampledStat.purgeObsoleteSamples (4.3.1).
 */
export function measureRate(
  rate: RateSamples,
  window: RateWindow,
  nowMs: number,
): { readonly perSecond: number; readonly rate: RateSamples } {
  const expireAge = window.samples * window.windowMs;
  const known = rate.samples.length === 0 ? [fresh(nowMs)] : rate.samples;
  const samples = known.map((sample) => (nowMs - sample.lastEventMs >= expireAge ? fresh(nowMs) : sample));
  const sum = samples.reduce((total, { value }) => total + value, 0);
  const oldestMs = Math.min(...samples.map(({ startMs }) => startMs));
  const elapsedMs = Math.max(nowMs - oldestMs, window.windowMs);
  return { perSecond: sum / (elapsedMs / 1000), rate: { current: rate.current, samples } };
}
