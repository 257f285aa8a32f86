import { lanes } from './columns.ts';
import { type Box, spread } from './geometry.ts';
import type { GroupPlace, MemberPlace } from './places.ts';
import { selectionKey } from './selection.ts';
import type { GroupShape } from './structure.ts';

const headingHeight = 60;
const memberGap = 6;
const groupGap = 14;
const memberHeight = 42;
/** Members this low stand on one line: name, chips, lag. */
const lowMember = 27;

export interface GroupArea {
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly end: number;
  /** Left edge of the gutter beside the cards. */
  readonly gutterStart: number;
  /** Height at which a card for these topics would stand best. */
  readonly wantedY: (topics: readonly string[]) => number;
}

export interface PlacedGroups {
  readonly groups: readonly GroupPlace[];
  readonly members: readonly MemberPlace[];
}

export function placeGroups(groups: readonly GroupShape[], area: GroupArea): PlacedGroups {
  const heights = (member: number) => groups.map((group) => groupHeight(group, member));
  const full = heights(memberHeight);
  const total = full.reduce((sum, height) => sum + height + groupGap, -groupGap);
  const height = total <= area.end - area.top ? memberHeight : lowMember;
  const sizes = heights(height);
  const wanted = groups.map((group, i) => area.wantedY(group.topics) - (sizes[i] ?? 0) / 2);
  const starts = spread(wanted, sizes, groupGap, area.top, area.end);
  const lane = lanes(area.gutterStart, area.x, groups.length);
  const placed = groups.map((group, i) => {
    const frame = { x: area.x, y: starts[i] ?? area.top, width: area.width, height: sizes[i] ?? 0 };
    return groupAt(group, i, frame, lane[i] ?? 0, height);
  });
  return { groups: placed.map((p) => p.group), members: placed.flatMap((p) => p.members) };
}

export const groupHeight = (group: GroupShape, member = memberHeight): number =>
  headingHeight + group.members.length * (member + memberGap) + (group.members.length > 0 ? 2 : 0);

export function groupAt(
  shape: GroupShape,
  order: number,
  frame: Box,
  lane: number,
  height = memberHeight,
): { readonly group: GroupPlace; readonly members: readonly MemberPlace[] } {
  const inner = frame.width - 22;
  const group: GroupPlace = {
    key: selectionKey({ kind: 'group', id: shape.id }),
    box: { x: frame.x, y: frame.y, width: frame.width, height: headingHeight },
    id: shape.id,
    order,
    frame,
    badge: { x: 19, y: 17 },
    name: { x: 34, y: 21.5, width: inner - 23, style: { size: 13, bold: true }, anchor: 'start' },
    state: { x: 11, y: 37, width: inner, style: { size: 10.5, bold: true }, anchor: 'start' },
    facts: { x: 11, y: 52, width: inner, style: { size: 10.5, mono: true }, anchor: 'start' },
  };
  const members = shape.members.map((id, i) => {
    const y = frame.y + headingHeight + i * (height + memberGap);
    return memberAt(shape.id, id, { x: frame.x + 8, y, width: frame.width - 16, height }, lane);
  });
  return { group, members };
}

function memberAt(group: string, id: string, box: Box, lane: number): MemberPlace {
  const { width } = box;
  const place = { key: selectionKey({ kind: 'member', group, id }), box, group, id, lane };
  if (box.height < memberHeight) {
    const third = (width - 22) / 3;
    return {
      ...place,
      name: { x: 8, y: 17.5, width: third, style: { size: 11 }, anchor: 'start' },
      chips: { x: 11 + third, y: 7, width: third - 2, height: 13 },
      lag: { x: width - 8, y: 17.5, width: third, style: { size: 10, mono: true }, anchor: 'end' },
      low: true,
    };
  }
  const half = (width - 22) / 2;
  return {
    ...place,
    name: { x: 9, y: 17, width: width - 18, style: { size: 11.5 }, anchor: 'start' },
    chips: { x: 9, y: 23, width: half, height: 13 },
    lag: { x: width - 9, y: 33.5, width: half, style: { size: 10.5, mono: true }, anchor: 'end' },
    low: false,
  };
}
