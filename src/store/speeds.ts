/** Simulated seconds per wall second; `max` runs as fast as the machine can. */
export const speeds = [0.001, 0.01, 0.1, 1, 10, 100, 'max'] as const;
export type Speed = (typeof speeds)[number];

export function neighbourSpeed(speed: Speed, step: 1 | -1): Speed {
  return speeds[speeds.indexOf(speed) + step] ?? speed;
}

/** Wall milliseconds that a frame may take of the worker. */
export const frameBudgetMs = 12;
/** A gap longer than this (a sleeping laptop, a slow frame) is not made up for. */
const longestFrameMs = 100;
/** What `max` asks for in one frame; the budget ends it earlier. */
const maxFrameUs = 600_000_000;

/**
 * Whole microseconds to run for `elapsedMs` of wall time, and the fraction that is left over for the next frame.
 */
export function simulatedSpan(speed: Speed, elapsedMs: number, leftover: number): { us: number; leftover: number } {
  if (speed === 'max') return { us: maxFrameUs, leftover: 0 };
  const exact = Math.min(elapsedMs, longestFrameMs) * 1000 * speed + leftover;
  const us = Math.floor(exact);
  return { us, leftover: exact - us };
}
