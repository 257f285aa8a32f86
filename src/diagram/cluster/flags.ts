import type { GroupView, PartitionView } from '../../sim/snapshot.ts';
import { type OffsetWindow, offsetX } from './cells.ts';
import { type Box, clamp, spread } from './geometry.ts';

/** A group's mark under the leader's strip: filled for the committed offset, open for the position. */
export interface FlagPlace {
  readonly group: number;
  readonly kind: 'committed' | 'position';
  readonly offset: number;
  /** x of the offset's boundary, where the tip points. */
  readonly tip: number;
  /** Left edge of the flag's body, moved aside where flags would cover each other. */
  readonly x: number;
}

export interface LagPlace {
  readonly group: number;
  readonly x: number;
  readonly width: number;
}

export const flagWidth = 10;

/** The broker under whose strip the flags stand: the leader, else the first of the replica list. */
export const flagBroker = (partition: PartitionView): number =>
  partition.leader >= 0 ? partition.leader : (partition.replicas[0]?.broker ?? -1);

export function flagsOf(
  partition: PartitionView,
  groups: readonly GroupView[],
  window: OffsetWindow,
  zone: Box,
): FlagPlace[] {
  const marks: Omit<FlagPlace, 'x'>[] = [];
  groups.forEach((group, i) => {
    const mark = offsetsOf(group, partition);
    if (!mark) return;
    const add = (kind: FlagPlace['kind'], offset: number) =>
      marks.push({ group: i, kind, offset, tip: offsetX(offset, window, zone) });
    if (mark.committed >= 0) add('committed', mark.committed);
    if (mark.position >= 0 && mark.position !== mark.committed) add('position', mark.position);
  });
  const wanted = marks.map((mark) => mark.tip - flagWidth / 2);
  const xs = spread(
    wanted,
    marks.map(() => flagWidth),
    1,
    zone.x - 4,
    zone.x + zone.width + 4,
  );
  return marks.map((mark, i) => ({ ...mark, x: xs[i] ?? mark.tip }));
}

/** The span between a group's committed offset and the high watermark; none when the group has caught up. */
export function lagsOf(
  partition: PartitionView,
  highWatermark: number,
  groups: readonly GroupView[],
  window: OffsetWindow,
  zone: Box,
): LagPlace[] {
  return groups.flatMap((group, i) => {
    const committed = offsetsOf(group, partition)?.committed ?? -1;
    if (committed < 0 || committed >= highWatermark) return [];
    const x = offsetX(committed, window, zone);
    const width = offsetX(highWatermark, window, zone) - x;
    return width > 0 ? [{ group: i, x, width }] : [];
  });
}

const offsetsOf = (group: GroupView, { topic, partition }: PartitionView) =>
  group.offsets.find((offset) => offset.partition === partition && offset.topic === topic);

/** A body of one letter with a tip that points up at the boundary. `y` is the top of the zone. */
export function flagPath(tip: number, x: number, y: number): string {
  const bodyTop = y + 3.5;
  const from = clamp(tip, x + 1, x + flagWidth - 1);
  return `M${tip} ${y}L${from + 3 > x + flagWidth ? x + flagWidth : from + 3} ${bodyTop}H${x + flagWidth}V${y + 13}H${x}V${bodyTop}H${from - 3 < x ? x : from - 3}Z`;
}

/** Letter by which flags and group cards name each other. */
export const groupLetter = (order: number): string => String.fromCharCode(65 + (order % 26));
