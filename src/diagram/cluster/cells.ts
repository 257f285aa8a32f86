import type { PartitionView, ReplicaView } from '../../sim/snapshot.ts';
import { type Box, clamp } from './geometry.ts';

/** More visible replicas than this are drawn as bars. */
export const maxCellReplicas = 60;
/** Offsets a bar shows for each cell that would have room. */
const barOffsetsPerCell = 8;

/** The offsets that all strips of one partition show, so that the eye compares their ends. */
export interface OffsetWindow {
  readonly first: number;
  readonly count: number;
}

export type CellState =
  /** No such record here: below the log start, or not written by the leader yet. */
  | 'none'
  /** Below this replica's high watermark. */
  | 'committed'
  /** In this replica's log, at or above its high watermark. */
  | 'uncommitted'
  /** In the leader's log, not copied yet. */
  | 'missing';

/** Log end offset up to which followers are expected to copy: the leader's, or the longest when there is no leader. */
export function leaderEnd(partition: PartitionView): number {
  const leader = partition.replicas.find((replica) => replica.broker === partition.leader);
  return leader ? leader.logEndOffset : longestEnd(partition);
}

export const longestEnd = (partition: PartitionView): number =>
  partition.replicas.reduce((end, replica) => Math.max(end, replica.logEndOffset), 0);

export function windowOf(partition: PartitionView, cells: number, bars: boolean): OffsetWindow {
  const count = bars ? cells * barOffsetsPerCell : cells;
  return { first: Math.max(0, longestEnd(partition) - count), count };
}

export function cellState(offset: number, replica: ReplicaView, end: number): CellState {
  if (offset < replica.logStartOffset) return 'none';
  if (offset < replica.logEndOffset) return offset < replica.highWatermark ? 'committed' : 'uncommitted';
  return offset < end ? 'missing' : 'none';
}

/** x of the boundary before an offset; beyond the window it stays at the window's edge. */
export const offsetX = (offset: number, window: OffsetWindow, cells: Box): number =>
  cells.x + (clamp(offset - window.first, 0, window.count) / window.count) * cells.width;

/** Key class of a record, −1 for a null key or an offset older than the classes reach back; `recentKeys` ends at `end` − 1. */
export const keyClass = (offset: number, recentKeys: readonly number[], end: number): number =>
  recentKeys[recentKeys.length - (end - offset)] ?? -1;

/** The offset whose cell is at x, or null between and beyond cells of this replica's log. */
export function offsetAt(x: number, window: OffsetWindow, cells: Box, replica: ReplicaView): number | null {
  const offset = window.first + Math.floor(((x - cells.x) / cells.width) * window.count);
  return offset >= Math.max(window.first, replica.logStartOffset) && offset < replica.logEndOffset ? offset : null;
}
