import type { LogConfig } from '../log-config.ts';
import { OFFSET_INDEX_ENTRY_BYTES } from '../offset-index.ts';
import type { Segment } from '../segment.ts';
import { TIME_INDEX_ENTRY_BYTES } from '../time-index.ts';

interface Sizes {
  readonly log: number;
  readonly offsetIndex: number;
  readonly timeIndex: number;
}

function plus(sizes: Sizes, segment: Segment): Sizes {
  return {
    log: sizes.log + segment.sizeInBytes,
    offsetIndex: sizes.offsetIndex + segment.offsetIndexLength * OFFSET_INDEX_ENTRY_BYTES,
    timeIndex: sizes.timeIndex + segment.timeIndexLength * TIME_INDEX_ENTRY_BYTES,
  };
}

const NOTHING: Sizes = { log: 0, offsetIndex: 0, timeIndex: 0 };

/**
 * Cleaner.groupSegmentsBySize: neighbours that become one segment, as many as segment.bytes, segment.index.bytes (for
 * either index) and the 32 bits of a relative offset allow; a lone segment may be larger. The sizes are those before
 * cleaning.
 */
export function groupSegmentsBySize(
  segments: readonly Segment[],
  config: LogConfig,
  firstUncleanableOffset: number,
): Segment[][] {
  const groups: Segment[][] = [];
  let group: Segment[] = [];
  let sizes = NOTHING;
  for (const [i, segment] of segments.entries()) {
    const first = group[0];
    const sum = plus(sizes, segment);
    // The next segment's base stands for the last offset, which would have to be looked for.
    const lastOffset = (segments[i + 1]?.baseOffset ?? firstUncleanableOffset) - 1;
    const fits =
      first !== undefined &&
      sum.log <= config.segmentBytes &&
      sum.offsetIndex <= config.segmentIndexBytes &&
      sum.timeIndex <= config.segmentIndexBytes &&
      (segment.sizeInBytes === 0 || lastOffset - first.baseOffset <= 0x7fffffff);
    if (fits) {
      group.push(segment);
      sizes = sum;
    } else {
      group = [segment];
      groups.push(group);
      sizes = plus(NOTHING, segment);
    }
  }
  return groups;
}
