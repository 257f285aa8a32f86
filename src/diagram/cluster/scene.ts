import type { GroupView, PartitionView, Snapshot, WaitView } from '../../sim/snapshot.ts';
import { maxCellReplicas } from './cells.ts';
import type { ClusterLayout } from './places.ts';
import { type Selection, selectionKey } from './selection.ts';
import { partitionColours } from './structure.ts';
import type { ClusterView } from './view.ts';
import { waitsAt } from './waits.ts';

/** What one drawing works from. */
export interface Scene {
  readonly layout: ClusterLayout;
  readonly snapshot: Snapshot;
  readonly view: ClusterView;
  /** Strips show bars, because there are too many for cells. */
  readonly bars: boolean;
  readonly selected: string | null;
  /** Keys of partitions that the selection or the pointer is about. */
  readonly related: ReadonlySet<string>;
  /** The soonest wait of each subject, by `kind/id`. */
  readonly waits: ReadonlyMap<string, WaitView>;
  /** By `topic-partition`. */
  readonly partitions: ReadonlyMap<string, PartitionView>;
  readonly hatch: string;
  /** Animations to begin when all is written: beginning one makes the browser work out styles. */
  readonly motions: (() => void)[];
}

/** A part of the picture with nodes of its own. */
export interface Part {
  /** Things came, went or moved. */
  readonly arrange: (scene: Scene) => void;
  /** They look different. */
  readonly refresh: (scene: Scene) => void;
}

export function sceneOf(layout: ClusterLayout, snapshot: Snapshot, view: ClusterView, hatch: string): Scene {
  const waits = new Map<string, WaitView>();
  for (const wait of waitsAt(snapshot.waits, view.nowUs)) {
    const key = `${wait.subject.kind}/${wait.subject.id}`;
    if (!waits.has(key)) waits.set(key, wait);
  }
  return {
    layout,
    snapshot,
    view,
    bars: layout.strips.length > maxCellReplicas,
    selected: view.selection && selectionKey(view.selection),
    related: new Set([
      ...relatedPartitions(snapshot.groups, view.selection),
      ...relatedPartitions(snapshot.groups, view.hover),
    ]),
    waits,
    partitions: new Map(
      snapshot.partitions.map((partition) => [`${partition.topic}-${partition.partition}`, partition]),
    ),
    hatch,
    motions: [],
  };
}

/** Partitions by `topic-partition`; a topic by `topic-`. */
function relatedPartitions(groups: readonly GroupView[], selection: Selection | null): string[] {
  switch (selection?.kind) {
    case 'topic':
      return [`${selection.name}-`];
    case 'partition':
    case 'replica':
      return [`${selection.topic}-${selection.partition}`];
    case 'member': {
      const members = groups.find((group) => group.id === selection.group)?.members ?? [];
      const assigned = members.find((member) => member.id === selection.id)?.assigned ?? [];
      return assigned.map(({ topic, partition }) => `${topic}-${partition}`);
    }
    default:
      return [];
  }
}

export const isRelated = (scene: Scene, topic: string, partition: number): boolean =>
  scene.related.has(`${topic}-${partition}`) || scene.related.has(`${topic}-`);

/** Class that gives a thing its partition's colour. */
export const partitionClass = (index: number, internal: boolean): string =>
  internal || index < 0 ? 'c-internal' : `c${index % partitionColours}`;

/** Groups take the colours from the other end, so that neighbours in the picture differ. */
export const groupClass = (order: number): string => `c${[5, 3, 1, 4][order % 4]}`;
