import { assert } from '../../base/assert.ts';

/** The first offset that a leader of this epoch wrote (or would have written). Epochs and offsets both grow strictly. */
export interface EpochEntry {
  readonly epoch: number;
  readonly startOffset: number;
}

export type EpochEntries = readonly EpochEntry[];

function dropTail(entries: EpochEntries, drop: (entry: EpochEntry) => boolean): EpochEntries {
  let kept = entries.length;
  while (kept > 0 && drop(entries[kept - 1] as EpochEntry)) kept--;
  return kept === entries.length ? entries : entries.slice(0, kept);
}

/** LeaderEpochFileCache.assign: a start that contradicts later entries removes them. */
export function assignEntry(entries: EpochEntries, epoch: number, startOffset: number): EpochEntries {
  assert(epoch >= 0 && startOffset >= 0, `no epoch entry: epoch ${epoch}, start offset ${startOffset}`);
  const latest = entries.at(-1);
  if (latest !== undefined && latest.epoch === epoch && startOffset >= latest.startOffset) return entries;
  const before = dropTail(entries, (entry) => entry.epoch >= epoch || entry.startOffset >= startOffset);
  return [...before, { epoch, startOffset }];
}

/** LeaderEpochFileCache.truncateFromEnd: entries that start at or after `endOffset` go. */
export function truncateEntriesFromEnd(entries: EpochEntries, endOffset: number): EpochEntries {
  return dropTail(entries, (entry) => entry.startOffset >= endOffset);
}

/** LeaderEpochFileCache.truncateFromStart: what is left begins at `startOffset`, in the epoch that holds it. */
export function truncateEntriesFromStart(entries: EpochEntries, startOffset: number): EpochEntries {
  let dropped = 0;
  while (dropped < entries.length && (entries[dropped] as EpochEntry).startOffset <= startOffset) dropped++;
  const last = entries[dropped - 1];
  if (last === undefined || (dropped === 1 && last.startOffset === startOffset)) return entries;
  return [{ epoch: last.epoch, startOffset }, ...entries.slice(dropped)];
}

/**
 * LeaderEpochFileCache.endOffsetFor: the largest known epoch ≤ `requested` and where it ends (the start of the next one,
 * or the log end). Below the first entry: `requested` itself, ending where the first entry starts.
 */
export function endOffsetFor(
  entries: EpochEntries,
  requested: number,
  logEndOffset: number,
): { epoch: number; endOffset: number } | undefined {
  const latest = entries.at(-1);
  if (latest === undefined || requested < 0 || requested > latest.epoch) return undefined;
  if (requested === latest.epoch) return { epoch: requested, endOffset: logEndOffset };
  const higher = entries.findIndex((entry) => entry.epoch > requested);
  const floor = entries[higher - 1];
  const endOffset = (entries[higher] as EpochEntry).startOffset;
  return { epoch: floor === undefined ? requested : floor.epoch, endOffset };
}
