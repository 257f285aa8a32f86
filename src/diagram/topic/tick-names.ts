import type { PartitionView, ReplicaView } from '../../sim/snapshot.ts';

export type MarkName = 'logStartOffset' | 'highWatermark' | 'logEndOffset';

const order: readonly MarkName[] = ['logStartOffset', 'highWatermark', 'logEndOffset'];

/** One tick; marks with one offset share it. */
export interface Tick {
  readonly names: readonly MarkName[];
  readonly offset: number;
}

/** The replica whose offsets the ruler names: the leader's; while nobody leads, the longest log's. */
export function namedReplica(partition: PartitionView): ReplicaView | null {
  const leader = partition.replicas.find(({ broker }) => broker === partition.leader);
  if (leader !== undefined) return leader;
  return partition.replicas.reduce<ReplicaView | null>(
    (best, replica) => (best === null || replica.logEndOffset > best.logEndOffset ? replica : best),
    null,
  );
}

export function ticksOf(partition: PartitionView): readonly Tick[] {
  const replica = namedReplica(partition);
  if (replica === null) return [];
  const byOffset = new Map<number, MarkName[]>();
  for (const name of order) {
    const names = byOffset.get(replica[name]);
    if (names === undefined) byOffset.set(replica[name], [name]);
    else names.push(name);
  }
  return [...byOffset].map(([offset, names]) => ({ offset, names })).sort((a, b) => a.offset - b.offset);
}

export interface NamePlace {
  /** x of the tick. */
  readonly at: number;
  /** 0 is nearest to the ruler. */
  readonly lane: number;
  readonly toLeft: boolean;
}

/** Between a tick and its name. */
export const nameGap = 4;

interface Named {
  readonly at: number;
  readonly width: number;
}

/** A way to write three names, or fewer: lanes and sides (1: left) of each. */
interface Arrangement {
  readonly lanes: readonly number[];
  readonly sides: readonly number[];
  readonly height: number;
}

/** The low ones first. */
const arrangements: readonly Arrangement[] = triples(3)
  .flatMap((lanes) => triples(2).map((sides) => ({ lanes, sides, height: 3 * Math.max(...lanes) + sum(lanes) })))
  .sort((a, b) => a.height - b.height);

function triples(values: number): readonly (readonly number[])[] {
  const all = Array.from({ length: values }, (_, value) => value);
  return all.flatMap((a) => all.flatMap((b) => all.map((c) => [a, b, c])));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

/**
 * Names above the ruler, at one side of their ticks between `low` and `high`: as low as can be without a name over
 * another or a tick through one. `ticks` grow, and there are at most three.
 */
export function placeNames(ticks: readonly Named[], low: number, high: number): readonly NamePlace[] {
  let best: readonly NamePlace[] | null = null;
  let height = Infinity;
  let least = Infinity;
  for (const arrangement of arrangements) {
    if (arrangement.height > height) break;
    const cost = sum(arrangement.sides.slice(0, ticks.length));
    if (cost >= least) continue;
    const places = placed(ticks, arrangement, low, high);
    if (places === null) continue;
    best = places;
    height = arrangement.height;
    least = cost;
  }
  return best ?? ticks.map(({ at }, i) => ({ at, lane: ticks.length - 1 - i, toLeft: false }));
}

interface Spot extends NamePlace {
  readonly from: number;
  readonly to: number;
}

function placed(ticks: readonly Named[], { lanes, sides }: Arrangement, low: number, high: number): Spot[] | null {
  const spots: Spot[] = [];
  for (const [i, { at, width }] of ticks.entries()) {
    const reach = width + nameGap;
    const toLeft = sides[i] === 1;
    const spot = { at, lane: lanes[i] ?? 0, toLeft, from: toLeft ? at - reach : at, to: toLeft ? at : at + reach };
    if (spot.from < low || spot.to > high || spots.some((other) => meet(spot, other))) return null;
    spots.push(spot);
  }
  return spots;
}

function meet(a: Spot, b: Spot): boolean {
  if (a.lane === b.lane) return a.from < b.to && b.from < a.to;
  const [upper, lower] = a.lane > b.lane ? [a, b] : [b, a];
  return upper.at > lower.from && upper.at < lower.to;
}
