import type { Int64 } from '../../../base/int64.ts';
import { ok, type Result } from '../../../base/result.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint-file.ts';
import type { FileError } from './file-error.ts';
import { parseInt32, parseInt64 } from './java-text.ts';

/** One line of leader-epoch-checkpoint: `epoch startOffset`. Source: LeaderEpochCheckpointFile. */
export interface EpochCheckpointEntry<Long = Int64> {
  readonly epoch: number;
  readonly startOffset: Long;
}

export function formatLeaderEpochCheckpoint(entries: readonly EpochCheckpointEntry[]): string {
  return formatCheckpoint(entries.map((entry) => `${entry.epoch} ${entry.startOffset}`));
}

function readEntry(words: readonly string[]): Result<EpochCheckpointEntry, FileError> | null {
  const [epochText, offsetText] = words;
  if (words.length !== 2 || epochText === undefined || offsetText === undefined) return null;
  const epoch = parseInt32(epochText);
  if (!epoch.ok) return epoch;
  const startOffset = parseInt64(offsetText);
  return startOffset.ok ? ok({ epoch: epoch.value, startOffset: startOffset.value }) : startOffset;
}

/** In the file's order; that epochs and offsets grow is not asked here. */
export function parseLeaderEpochCheckpoint(text: string, path = ''): Result<EpochCheckpointEntry[], FileError> {
  return parseCheckpoint(text, path, readEntry);
}
