import type { Columns } from './columns.ts';
import { rackPad } from './columns.ts';
import { around } from './geometry.ts';
import type { BrokerPlace, ControllerPlace, FoldPlace, RackPlace, StripPlace } from './places.ts';
import { foldHeight, type Rows, stripPad } from './rows.ts';
import { selectionKey } from './selection.ts';
import { blockStrip, microStrip } from './strip-layout.ts';
import type { ClusterStructure } from './structure.ts';

export const headerHeight = 32;
export const rackLabelHeight = 15;
/** Brokers this narrow show no word for their state, only its sign. */
const narrowBroker = 100;

export function placeBrokers(structure: ClusterStructure, columns: Columns, top: number, end: number): BrokerPlace[] {
  const { width, gap } = columns;
  const narrow = width < narrowBroker;
  const nameX = narrow ? 20 : 30;
  const line = narrow ? width - nameX - 5 : width - nameX - 10;
  return structure.brokers.map(({ id }, column) => {
    const x = columns.x[column] ?? 0;
    return {
      key: selectionKey({ kind: 'broker', id }),
      id,
      box: { x, y: top, width, height: headerHeight },
      frame: { x, y: top, width, height: end - top },
      column,
      gutters: [x - gap / 2, x + width + gap / 2],
      uplink: x + Math.round(width * (narrow ? 0.88 : 0.82)),
      dot: { x: narrow ? 10 : 17, y: 18 },
      name: { x: nameX, y: 22.5, width: line, style: { size: narrow ? 11 : 13, bold: true }, anchor: 'start' },
      state: {
        x: width - 10,
        y: 22.5,
        width: narrow ? 0 : line,
        style: { size: 10.5, bold: true },
        anchor: 'end',
      },
      rack: null,
    };
  });
}

export function placeRacks(structure: ClusterStructure, brokers: readonly BrokerPlace[]): RackPlace[] {
  const narrow = (brokers[0]?.frame.width ?? 0) < narrowBroker;
  // Clear of the lines that go up from the broker to the controller and to other brokers.
  const share = narrow && structure.links.length === 0 ? 0.74 : 0.5;
  const names = [...new Set(structure.brokers.map((broker) => broker.rack))];
  return names.flatMap((name) => {
    if (name === null) return [];
    const frames = brokers
      .filter((_, column) => structure.brokers[column]?.rack === name)
      .map((broker) => broker.frame);
    const inner = around(frames);
    const first = frames[0] ?? inner;
    return {
      key: selectionKey({ kind: 'rack', name }),
      box: {
        x: inner.x - rackPad,
        y: inner.y - rackPad - 22,
        width: Math.max(24, first.width * share + rackPad),
        height: 24,
      },
      name,
      frame: {
        x: inner.x - rackPad,
        y: inner.y - rackPad,
        width: inner.width + 2 * rackPad,
        height: inner.height + 2 * rackPad,
      },
      label: {
        x: rackPad + 2,
        y: 16,
        width: first.width * share - 2,
        style: { size: narrow ? 9 : 10.5 },
        anchor: 'start',
      },
    };
  });
}

const padOf = (brokerWidth: number): number => (brokerWidth < microStrip + 2 * stripPad ? 4 : stripPad);

export function placeStrips(structure: ClusterStructure, brokers: readonly BrokerPlace[], rows: Rows): StripPlace[] {
  const brokerWidth = brokers[0]?.frame.width ?? 0;
  const pad = padOf(brokerWidth);
  const width = brokerWidth - 2 * pad;
  const height = rows.stripHeight;
  const parts = blockStrip(width, height);
  return structure.partitions.flatMap(({ topic, partition, index, internal, replicas }, row) => {
    const y = rows.tops[row] ?? 0;
    const here = brokers.filter(({ id }) => replicas.includes(id));
    return here.map(({ id, frame, column }) => ({
      key: selectionKey({ kind: 'replica', topic, partition, broker: id }),
      box: { x: frame.x + pad, y, width, height },
      topic,
      partition,
      broker: id,
      index,
      internal,
      row,
      column,
      above: y - rows.gap / 2,
      below: y + height + rows.gap / 2,
      parts,
    }));
  });
}

export function placeFolds(structure: ClusterStructure, brokers: readonly BrokerPlace[], rows: Rows): FoldPlace[] {
  return brokers.flatMap(({ id, frame }) => {
    const pad = padOf(frame.width);
    const width = frame.width - 2 * pad;
    return structure.folds.map((topic, i) =>
      foldAt(topic, id, { x: frame.x + pad, y: rows.foldTops[i] ?? 0, width, height: foldHeight }),
    );
  });
}

/** A folded internal topic on one broker: its name over its counts. */
export function foldAt(topic: string, broker: number, box: FoldPlace['box']): FoldPlace {
  const width = box.width - 14;
  return {
    key: `${selectionKey({ kind: 'topic', name: topic })}@${broker}`,
    box,
    topic,
    broker,
    name: { x: 7, y: 14.5, width, style: { size: 10, mono: true }, anchor: 'start' },
    counts: { x: 7, y: 28.5, width, style: { size: 10 }, anchor: 'start' },
  };
}

/** The row of one column: broker and topic at the left, counts at the right. */
export function foldLine(topic: string, broker: number, box: FoldPlace['box']): FoldPlace {
  const left = box.width * 0.58;
  return {
    ...foldAt(topic, broker, box),
    name: { x: 11, y: 18, width: left - 12, style: { size: 10, mono: true }, anchor: 'start' },
    counts: { x: box.width - 11, y: 18, width: box.width - left - 14, style: { size: 10 }, anchor: 'end' },
  };
}

export const controllerHeight = 28;

export function controllerAt(id: number, x: number, y: number, width: number): ControllerPlace {
  const half = (width - 50) / 2;
  return {
    key: selectionKey({ kind: 'controller', id }),
    id,
    box: { x, y, width, height: controllerHeight },
    dot: { x: 17, y: controllerHeight / 2 },
    name: { x: 30, y: 18.5, width: half, style: { size: 12, bold: true }, anchor: 'start' },
    offset: { x: width - 12, y: 18.5, width: half, style: { size: 10.5 }, anchor: 'end' },
  };
}
