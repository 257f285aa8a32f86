import { decodeUtf8 } from '../../../base/utf8.ts';
import {
  CLEANER_OFFSET_CHECKPOINT,
  LOG_START_OFFSET_CHECKPOINT,
  parseOffsetCheckpoint,
  RECOVERY_POINT_CHECKPOINT,
  REPLICATION_OFFSET_CHECKPOINT,
} from '../../../kafka/log/files/offset-checkpoint-file.ts';
import type { PartitionPlaces } from '../../protocol/disk.ts';
import type { ListedFile } from './log-source.ts';
import { baseOffsetOf, directoryOf, suffixOf } from './paths.ts';

/** Offsets by partition directory. */
export type OffsetsByDirectory = ReadonlyMap<string, number>;

/** An offset checkpoint of the log directory; what cannot be read tells nothing. */
export function checkpointOffsets(bytes: Uint8Array | undefined): OffsetsByDirectory {
  const parsed = bytes === undefined ? undefined : parseOffsetCheckpoint(decodeUtf8(bytes));
  if (parsed === undefined || !parsed.ok) return new Map();
  return new Map(parsed.value.map(({ topic, partition, offset }) => [`${topic}-${partition}`, Number(offset)]));
}

export const checkpointFiles = [
  LOG_START_OFFSET_CHECKPOINT,
  REPLICATION_OFFSET_CHECKPOINT,
  RECOVERY_POINT_CHECKPOINT,
  CLEANER_OFFSET_CHECKPOINT,
] as const;

/** What the files of a log directory tell of its partitions when no process holds them. */
export function placesFromFiles(
  files: readonly ListedFile[],
  checkpoints: ReadonlyMap<string, OffsetsByDirectory>,
): Map<string, PartitionPlaces> {
  const places = new Map<string, PartitionPlaces>();
  for (const directory of partitionDirectories(files)) {
    const of = (file: string): number | null => checkpoints.get(file)?.get(directory) ?? null;
    const bases = files.filter(({ path }) => directoryOf(path) === directory && suffixOf(path) === '.log');
    const first = bases.map(({ path }) => baseOffsetOf(path) ?? 0).sort((a, b) => a - b)[0];
    places.set(directory, {
      directory,
      logStartOffset: of(LOG_START_OFFSET_CHECKPOINT) ?? first ?? null,
      logEndOffset: null,
      highWatermark: of(REPLICATION_OFFSET_CHECKPOINT),
      recoveryPoint: of(RECOVERY_POINT_CHECKPOINT),
      durableOffset: null,
      cleanerOffset: of(CLEANER_OFFSET_CHECKPOINT),
      toldBy: 'files',
    });
  }
  return places;
}

export function partitionDirectories(files: readonly ListedFile[]): Set<string> {
  return new Set(files.map(({ path }) => directoryOf(path)).filter((directory) => directory !== ''));
}
