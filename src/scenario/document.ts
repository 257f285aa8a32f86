import type { TimedCommand } from '../sim/command.ts';
import type { ClusterSetup } from '../sim/setup.ts';

/** The shared document: what a link, a stored run and a preset carry. The same document gives the same run to the byte. */
export interface RunDocument {
  readonly format: 'samsa-run';
  readonly version: 1;
  /** Id of the preset it came from, or `custom`. */
  readonly preset: string;
  /** 32-bit unsigned. */
  readonly seed: number;
  /** Wall-clock milliseconds since 1970 at simulated time 0. */
  readonly startTimeMs: number;
  readonly setup: ClusterSetup;
  /** Ordered by time. */
  readonly commands: readonly TimedCommand[];
  /** The moment to open at, microseconds; opening runs to it and pauses. */
  readonly momentUs: number;
}
