import { assert } from '../../../base/assert.ts';
import { deleteSegmentFiles, deleteSnapshotsOf } from '../deleted-files.ts';
import type { PartitionLog } from '../log-state.ts';
import type { Segment } from '../segment.ts';

/** One cleaned segment and those whose place it took, oldest first. */
export interface Replacement {
  readonly cleaned: Segment;
  readonly replaced: readonly Segment[];
}

/**
 * LocalLog.replaceSegments. On the disk the cleaned segment is written as `.cleaned`, renamed to `.swap` once it is
 * whole, the old files become `.deleted`, and the `.swap` loses its suffix; here that is one step. The replaced
 * segments' files go after file.delete.delay.ms, and with them the producer snapshots at base offsets that are gone.
 */
export function replaceSegments(log: PartitionLog, by: Replacement, nowMs: number, deleteDelayMs: number): void {
  const [first] = by.replaced;
  assert(first !== undefined && first.baseOffset === by.cleaned.baseOffset, 'it takes the name of the first');
  const at = log.segments.indexOf(first);
  assert(at >= 0 && at + by.replaced.length < log.segments.length, 'the active segment is not replaced');
  log.segments = [...log.segments.slice(0, at), by.cleaned, ...log.segments.slice(at + by.replaced.length)];
  deleteSegmentFiles(log, by.replaced, nowMs, deleteDelayMs);
  deleteSnapshotsOf(log, by.replaced.slice(1), nowMs, deleteDelayMs);
}
