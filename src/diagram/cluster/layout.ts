import { compactLayout } from './compact-layout.ts';
import type { ClusterLayout } from './places.ts';
import type { ClusterStructure } from './structure.ts';
import { wideLayout } from './wide-layout.ts';

export interface StageSize {
  /** CSS pixels of the visible stage. */
  readonly width: number;
  readonly height: number;
  readonly compact: boolean;
}

/** Where everything stands. Pure: the same structure and size give the same numbers. The picture may be taller than the stage. */
export function layoutCluster(structure: ClusterStructure, size: StageSize): ClusterLayout {
  return size.compact ? compactLayout(structure, size.width) : wideLayout(structure, size.width, size.height);
}
