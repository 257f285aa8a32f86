import type { BrokerView, Snapshot } from '../../sim/snapshot.ts';
import type { Selection } from './selection.ts';

/** What of a snapshot decides where things stand. Everything else only changes how they look. */
export interface ClusterStructure {
  /** In column order: racks in the order of their first broker, ids ascending within a rack. */
  readonly brokers: readonly { readonly id: number; readonly rack: string | null }[];
  /** The one whose box is shown; null: every controller is a broker too. */
  readonly controller: number | null;
  /** In row order. */
  readonly partitions: readonly PartitionShape[];
  /** Internal topics, folded to one row a broker. */
  readonly folds: readonly string[];
  readonly producers: readonly { readonly id: string; readonly topic: string }[];
  readonly groups: readonly GroupShape[];
  /** Pairs of node ids whose link is cut, slow or selected; the smaller id first. */
  readonly links: readonly (readonly [number, number])[];
}

export interface PartitionShape {
  readonly topic: string;
  readonly partition: number;
  readonly index: number;
  readonly internal: boolean;
  readonly replicas: readonly number[];
}

export interface GroupShape {
  readonly id: string;
  readonly topics: readonly string[];
  readonly members: readonly string[];
}

const offsetsTopic = '__consumer_offsets';

/** Colours repeat after this many partitions. */
export const partitionColours = 6;

export function structureOf(snapshot: Snapshot, selection: Selection | null): ClusterStructure {
  const selectedGroup =
    selection?.kind === 'group' ? selection.id : selection?.kind === 'member' ? selection.group : null;
  const offsetsPartition = snapshot.groups.find((group) => group.id === selectedGroup)?.offsetsPartition ?? -1;
  return {
    brokers: columnOrder(
      snapshot.brokers.filter((it) => hasColumn(it, snapshot)).map(({ id, rack }) => ({ id, rack })),
    ),
    controller: shownController(snapshot)?.id ?? null,
    partitions: snapshot.partitions
      .filter(
        ({ topic, partition, internal }) => !internal || (topic === offsetsTopic && partition === offsetsPartition),
      )
      .map(({ topic, partition, index, internal, replicas }) => ({
        topic,
        partition,
        index,
        internal,
        replicas: replicas.map((replica) => replica.broker),
      })),
    folds: [...new Set(snapshot.brokers.flatMap((broker) => broker.internal.map((fold) => fold.topic)))].sort(),
    producers: snapshot.producers.map(({ id, topic }) => ({ id, topic })),
    groups: snapshot.groups.map((group) => ({
      id: group.id,
      topics: group.topics,
      members: group.members.filter((member) => member.state !== 'closed').map((member) => member.id),
    })),
    links: linkPairs(snapshot, selection),
  };
}

/**
 * One that was unregistered while its process is down stands on the stage as long as replicas are assigned to it, or it
 * is a voter of the metadata quorum.
 */
function hasColumn({ id, state, brokerEpoch }: BrokerView, { partitions, controllers }: Snapshot): boolean {
  const isGone = brokerEpoch < 0 && (state === 'stopped' || state === 'crashed');
  if (!isGone || controllers.some((voter) => voter.id === id)) return true;
  return partitions.some(({ replicas }) => replicas.some((replica) => replica.broker === id));
}

/** Some broker is a voter of the metadata quorum too. */
export const hasCombined = ({ brokers, controllers }: Snapshot): boolean =>
  controllers.some((voter) => brokers.some(({ id }) => id === voter.id));

/**
 * What the controller's box shows: the active one if it is dedicated, else the first dedicated one as it sees itself.
 * Combined nodes have their broker's frame alone; null: there are no others.
 */
export function shownController({ brokers, controller, controllers }: Snapshot): Snapshot['controller'] | null {
  const isBroker = (node: number): boolean => brokers.some(({ id }) => id === node);
  if (!isBroker(controller.id)) return controller;
  const dedicated = controllers.find(({ id }) => !isBroker(id));
  if (dedicated === undefined) return null;
  const { id, state, highWatermark } = dedicated;
  return { id, metadataOffset: highWatermark - 1, running: state !== 'stopped' };
}

/** Two structures with one key stand in the same places. */
export const structureKey = (structure: ClusterStructure): string => JSON.stringify(structure);

function columnOrder<B extends { readonly id: number; readonly rack: string | null }>(brokers: readonly B[]): B[] {
  const byId = [...brokers].sort((a, b) => a.id - b.id);
  const racks = [...new Set(byId.map((broker) => broker.rack))];
  return racks.flatMap((rack) => byId.filter((broker) => broker.rack === rack));
}

function linkPairs(snapshot: Snapshot, selection: Selection | null): (readonly [number, number])[] {
  const pairs = new Map<string, readonly [number, number]>();
  // Of several dedicated controllers the lens shows one.
  const shown = new Set([shownController(snapshot)?.id, ...snapshot.brokers.map(({ id }) => id)]);
  const add = (from: number, to: number) => {
    if (!shown.has(from) || !shown.has(to)) return;
    const pair = from < to ? ([from, to] as const) : ([to, from] as const);
    pairs.set(pair.join('-'), pair);
  };
  for (const link of snapshot.links) if (link.cut || link.latencyUs !== null) add(link.from, link.to);
  if (selection?.kind === 'link') add(selection.from, selection.to);
  return [...pairs.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
