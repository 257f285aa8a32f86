import type { Columns } from './columns.ts';
import type { Box, Point } from './geometry.ts';
import type { LinkPlace } from './places.ts';
import { selectionKey } from './selection.ts';
import type { ClusterStructure } from './structure.ts';

export const linkTrackHeight = 26;
const pillWidth = 108;
const pillHeight = 24;

/** A link in the band over the brokers: where its ends stand and in which track its pill lies. */
export interface LinkTrack {
  readonly a: number;
  readonly b: number;
  readonly from: number;
  readonly to: number;
  readonly centre: number;
  readonly track: number;
}

/** Puts each link into the first track where it meets no other: short links first, so that long ones arch over them. */
export function linkTracks(structure: ClusterStructure, columns: Columns): LinkTrack[] {
  const column = (node: number) => structure.brokers.findIndex((broker) => broker.id === node);
  const at = (i: number, share: number) => (columns.x[i] ?? 0) + columns.width * share;
  const wanted = structure.links.flatMap(([a, b]) => {
    const [i, j] = [Math.min(column(a), column(b)), Math.max(column(a), column(b))];
    if (j < 0) return [];
    if (i < 0) return [{ a, b, from: at(j, 0.82), to: at(j, 0.82) }];
    return [{ a, b, from: at(i, 0.64), to: at(j, 0.56) }];
  });
  const placed: LinkTrack[] = [];
  for (const link of wanted.sort((p, q) => p.to - p.from - (q.to - q.from) || p.from - q.from)) {
    const centre = Math.min((link.from + link.to) / 2, columns.racks[1] - pillWidth / 2);
    const start = Math.min(link.from, centre - pillWidth / 2);
    const end = Math.max(link.to, centre + pillWidth / 2);
    const taken = new Set(placed.filter((p) => startOf(p) < end + 6 && start < endOf(p) + 6).map((p) => p.track));
    let track = 0;
    while (taken.has(track)) track++;
    placed.push({ ...link, centre, track });
  }
  return placed;
}

const startOf = (link: LinkTrack): number => Math.min(link.from, link.centre - pillWidth / 2);
const endOf = (link: LinkTrack): number => Math.max(link.to, link.centre + pillWidth / 2);

export const trackCount = (tracks: readonly LinkTrack[]): number =>
  Math.max(0, ...tracks.map((link) => link.track + 1));

/** `low` is the bottom of the lowest track, `frameTop` of the brokers, `controllerBottom` where lines to the controller end. */
export function placeLinks(
  tracks: readonly LinkTrack[],
  controller: number | null,
  low: number,
  frameTop: number,
  controllerBottom: number,
): LinkPlace[] {
  return tracks.map(({ a, b, from, to, centre, track }) => {
    const y = low - (track + 0.5) * linkTrackHeight;
    const straight = a === controller || b === controller;
    const line: Point[] = straight
      ? [
          { x: from, y: frameTop },
          { x: from, y: controllerBottom },
        ]
      : [
          { x: from, y: frameTop },
          { x: from, y },
          { x: to, y },
          { x: to, y: frameTop },
        ];
    return linkAt(
      a,
      b,
      { x: centre - pillWidth / 2, y: y - pillHeight / 2, width: pillWidth, height: pillHeight },
      line,
    );
  });
}

export function linkAt(a: number, b: number, box: Box, line: readonly Point[]): LinkPlace {
  return {
    key: selectionKey({ kind: 'link', from: a, to: b }),
    box,
    a,
    b,
    line,
    text: { x: 24, y: 16, width: box.width - 32, style: { size: 10.5, bold: true }, anchor: 'start' },
  };
}
