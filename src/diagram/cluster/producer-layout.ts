import { lanes } from './columns.ts';
import { type Box, spread } from './geometry.ts';
import type { ProducerPlace } from './places.ts';
import { selectionKey } from './selection.ts';
import type { ClusterStructure } from './structure.ts';

const cardHeight = 80;

export interface ProducerArea {
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly end: number;
  /** Right edge of the gutter beside the cards. */
  readonly gutterEnd: number;
  /** Height at which a card for these topics would stand best. */
  readonly wantedY: (topics: readonly string[]) => number;
}

export function placeProducers(producers: ClusterStructure['producers'], area: ProducerArea): ProducerPlace[] {
  const starts = spread(
    producers.map(({ topic }) => area.wantedY([topic]) - cardHeight / 2),
    producers.map(() => cardHeight),
    12,
    area.top,
    area.end,
  );
  const lane = lanes(area.x + area.width, area.gutterEnd, producers.length);
  return producers.map(({ id }, i) =>
    producerCard(id, { x: area.x, y: starts[i] ?? area.top, width: area.width, height: cardHeight }, lane[i] ?? 0),
  );
}

function producerCard(id: string, box: Box, lane: number): ProducerPlace {
  const width = box.width - 20;
  return {
    key: selectionKey({ kind: 'producer', id }),
    box,
    id,
    lane,
    name: { x: 11, y: 21, width, style: { size: 13, bold: true }, anchor: 'start' },
    rate: { x: 11, y: 38, width, style: { size: 11 }, anchor: 'start' },
    acks: { x: 11, y: 54, width, style: { size: 10.5, mono: true }, anchor: 'start' },
    counts: { x: 11, y: 70, width, style: { size: 10.5 }, anchor: 'start' },
  };
}

/** The card of one column: two lines, facts at the right. */
export function producerLine(id: string, box: Box, lane: number): ProducerPlace {
  const left = box.width * 0.52;
  const width = box.width - left - 20;
  return {
    key: selectionKey({ kind: 'producer', id }),
    box,
    id,
    lane,
    name: { x: 11, y: 21, width: left - 6, style: { size: 13, bold: true }, anchor: 'start' },
    rate: { x: 11, y: 39, width: left - 6, style: { size: 11 }, anchor: 'start' },
    acks: { x: box.width - 11, y: 21, width, style: { size: 10.5, mono: true }, anchor: 'end' },
    counts: { x: box.width - 11, y: 39, width, style: { size: 10.5 }, anchor: 'end' },
  };
}
