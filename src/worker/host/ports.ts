import type { Result } from '../../base/result.ts';
import type { NoStorage, RunStorage } from '../../storage/open-storage.ts';
import type { FromWorker } from '../protocol.ts';

/** What the host needs of the place it runs in. */
export interface HostPorts {
  readonly post: (message: FromWorker, transfer: ArrayBuffer[]) => void;
  readonly openStorage: () => Promise<Result<RunStorage, NoStorage>>;
  /** Wall-clock milliseconds since 1970, with a fraction: for budgets and for the date of what is stored. */
  readonly nowMs: () => number;
  /** Calls `run` once, `ms` of wall time from now. */
  readonly after: (ms: number, run: () => void) => void;
  /** A name that no other run has had, in any tab. */
  readonly newRunId: () => string;
}
