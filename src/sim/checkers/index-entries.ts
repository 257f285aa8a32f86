import type { Segment } from '../../kafka/log/partition-log.ts';
import { checker } from './checker.ts';

/**
 * L5. Offsets and positions of an offset index grow, and each entry points at the batch that holds its offset; in a time
 * index timestamps grow and offsets do not fall. Looked at when a segment gets new batches, or is another than before.
 * Source: OffsetIndex.append, TimeIndex.maybeAppend.
 */
export const indexEntries = checker('index entries', ['L5'], (_, { changes }) => {
  for (const { broker, partition, before, log } of changes) {
    if (log === null) continue;
    for (const [at, segment] of log.segments.entries()) {
      const known = before?.segments[at];
      const isLast = at === log.segments.length - 1;
      if (known === segment && !isLast) continue;
      const grown = isLast && known?.baseOffset === segment.baseOffset && before?.logEndOffset !== undefined;
      const wrong = wrongEntry(segment, grown ? before.logEndOffset : 0);
      if (wrong !== null) return `broker ${broker} ${partition.name}, segment ${segment.baseOffset}: ${wrong}`;
    }
  }
  return null;
});

/** Entries for offsets from `from` on, from the end. */
function wrongEntry(segment: Segment, from: number): string | null {
  return wrongOffsetEntry(segment, from) ?? wrongTimeEntry(segment, from);
}

function wrongOffsetEntry(segment: Segment, from: number): string | null {
  const { offsetIndex, offsetIndexLength, batches, trailingBytes } = segment;
  let at = segment.length;
  let position = segment.sizeInBytes - (trailingBytes?.length ?? 0);
  for (let i = offsetIndexLength - 1; i >= 0; i--) {
    const [offset = -1, points = -1] = [offsetIndex[2 * i], offsetIndex[2 * i + 1]];
    const [before = -1, pointed = -1] = i === 0 ? [] : [offsetIndex[2 * i - 2], offsetIndex[2 * i - 1]];
    if (offset < from) return null;
    if (offset <= before || points <= pointed) return `entry ${offset} → ${points} follows ${before} → ${pointed}`;
    while (position > points && at > 0) {
      at -= 1;
      position -= batches[at]?.sizeInBytes ?? 0;
    }
    const batch = batches[at];
    if (position !== points || batch === undefined || offset > batch.lastOffset || offset < batch.baseOffset)
      return `entry ${offset} points at ${points}, where it is not`;
  }
  return null;
}

function wrongTimeEntry({ timeIndex, timeIndexLength }: Segment, from: number): string | null {
  for (let i = timeIndexLength - 1; i > 0; i--) {
    const [timestamp = -1, offset = -1] = [timeIndex[2 * i], timeIndex[2 * i + 1]];
    const [earlier = -1, lower = -1] = [timeIndex[2 * i - 2], timeIndex[2 * i - 1]];
    if (timestamp <= earlier || offset < lower) return `time ${timestamp} → ${offset} follows ${earlier} → ${lower}`;
    if (offset < from) return null;
  }
  return null;
}
