import type { Result } from '../../../base/result.ts';
import type { DiskProblem, PartitionPlaces } from '../../protocol/disk.ts';
import type { LogScan } from './scan-log.ts';

export interface ListedFile {
  readonly path: string;
  readonly sizeInBytes: number;
}

/** A .log file and where its batches begin. */
export interface ScannedLog {
  readonly bytes: Uint8Array;
  readonly scan: LogScan;
}

/** A log directory, whoever holds its files. */
export interface LogDirectory {
  readonly files: readonly ListedFile[];
  readonly places: ReadonlyMap<string, PartitionPlaces>;
  read(path: string): Promise<Result<Uint8Array, DiskProblem>>;
  scanned(path: string): Promise<Result<ScannedLog, DiskProblem>>;
}
