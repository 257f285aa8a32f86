import type { Result } from '../../../base/result.ts';
import type { DiskProblem } from '../../protocol/disk.ts';
import type { LogDirectory } from './log-source.ts';

/** What lies open for the storage lens. Data alone: what reads it is fetched when the lens is opened. */
export interface DiskDesk {
  readonly opened: Map<number, LogDirectory>;
  nextId: number;
  /** The node's directory that was looked at last, at its moment. */
  latest: {
    readonly node: number;
    readonly moment: Moment;
    readonly directory: Result<LogDirectory, DiskProblem>;
  } | null;
}

/** Equal when nothing of the run has moved. */
export interface Moment {
  readonly state: object;
  readonly commands: object;
  readonly events: number;
  readonly atUs: number;
}

export function createDiskDesk(): DiskDesk {
  return { opened: new Map(), nextId: 1, latest: null };
}
