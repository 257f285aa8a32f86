import {
  controllerAt,
  controllerHeight,
  headerHeight,
  placeBrokers,
  placeFolds,
  placeRacks,
  placeStrips,
  rackLabelHeight,
} from './broker-layout.ts';
import { placeColumns, rackPad } from './columns.ts';
import { around, bottom, middleY } from './geometry.ts';
import { placeGroups } from './group-layout.ts';
import { linkTrackHeight, linkTracks, placeLinks, trackCount } from './link-layout.ts';
import type { ClusterLayout } from './places.ts';
import { placeProducers } from './producer-layout.ts';
import { placeRows } from './rows.ts';
import type { ClusterStructure } from './structure.ts';

const controllerTop = 6;

/** Brokers as columns in racks, partitions as rows, producers at the left, groups at the right. */
export function wideLayout(structure: ClusterStructure, width: number, height: number): ClusterLayout {
  const columns = placeColumns(structure, width);
  const controllerBottom = structure.controller === null ? 0 : controllerTop + controllerHeight;
  const band = controllerBottom + 6;
  const tracks = linkTracks(structure, columns);
  const trackEnd = band + 4 + trackCount(tracks) * linkTrackHeight;
  const hasRacks = structure.brokers.some((broker) => broker.rack !== null);
  const top = trackEnd + (hasRacks ? rackLabelHeight + rackPad + 2 : 4);
  const end = height - rackPad - 2;
  const rows = placeRows(structure.partitions.length, structure.folds.length, top + headerHeight, end);
  const brokers = placeBrokers(structure, columns, top, rows.end);
  const strips = placeStrips(structure, brokers, rows);
  const wantedY = (topics: readonly string[]) => {
    const boxes = strips.filter((strip) => topics.includes(strip.topic)).map((strip) => strip.box);
    return boxes.length === 0 ? (top + rows.end) / 2 : middleY(around(boxes));
  };
  const sides = { top, end: Math.max(rows.end, end), wantedY };
  const producers = placeProducers(structure.producers, {
    ...sides,
    ...columns.producers,
    gutterEnd: columns.racks[0],
  });
  const { groups, members } = placeGroups(structure.groups, {
    ...sides,
    ...columns.groups,
    gutterStart: columns.racks[1],
  });
  const ends = [rows.end + rackPad, ...producers.map((p) => bottom(p.box)), ...groups.map((g) => bottom(g.frame))];
  const controllerWidth = Math.max(160, columns.racks[1] - columns.racks[0]);
  return {
    compact: false,
    width: Math.max(width, columns.end),
    height: Math.max(height, Math.max(...ends) + 2),
    band,
    controller:
      structure.controller === null
        ? null
        : controllerAt(structure.controller, columns.racks[0], controllerTop, controllerWidth),
    racks: placeRacks(structure, brokers),
    brokers,
    strips,
    cards: [],
    folds: placeFolds(structure, brokers, rows),
    producers,
    groups,
    members,
    links: placeLinks(tracks, structure.controller, trackEnd, top, controllerBottom),
  };
}
