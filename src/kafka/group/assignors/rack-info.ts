import type { AssignorCluster, AssignorMember } from './assignor.ts';
import type { PartitionTable } from './partition-table.ts';
import { needsRackAwareAssignment, rackOf } from './rack-awareness.ts';

/** Racks of members and replicas where they can make a difference. Source: AbstractStickyAssignor.RackInfo. */
export interface RackInfo {
  /** By member. */
  readonly memberRacks: readonly (string | null)[];
  /** By partition id; strays have none. */
  readonly partitionRacks: readonly ReadonlySet<string>[];
  /** By partition id: members in one of its racks. */
  readonly membersByPartition: readonly number[];
}

const noRacks: readonly string[] = [];

/** Null when racks do not count. */
export function createRackInfo(
  cluster: AssignorCluster,
  table: PartitionTable,
  members: readonly AssignorMember[],
): RackInfo | null {
  const memberRacks = members.map(rackOf);
  const membersIn = new Map<string, number>();
  for (const rack of memberRacks) if (rack !== null) membersIn.set(rack, (membersIn.get(rack) ?? 0) + 1);
  if (membersIn.size === 0) return null;
  const partitionRacks: ReadonlySet<string>[] = [];
  for (let id = 0; id < table.total; id++) {
    const topic = table.topics[table.topicOf[id] as number] as string;
    partitionRacks.push(new Set(cluster.replicaRacks?.get(topic)?.[table.partitionOf[id] as number] ?? noRacks));
  }
  if (!needsRackAwareAssignment(new Set(membersIn.keys()), partitionRacks)) return null;
  const membersByPartition = partitionRacks.map((racks) => {
    let count = 0;
    for (const rack of racks) count += membersIn.get(rack) ?? 0;
    return count;
  });
  return { memberRacks, partitionRacks, membersByPartition };
}

/** The member has a rack and no replica is in it. Source: RackInfo.racksMismatch. */
export function racksMismatch(racks: RackInfo | null, member: number, id: number): boolean {
  const rack = racks?.memberRacks[member] ?? null;
  return rack !== null && racks?.partitionRacks[id]?.has(rack) !== true;
}

/**
 * Place in `list` of the next member, from `first` on and around, that is in a rack of the partition; −1 when there is
 * none. Source: RackInfo.nextRackConsumer.
 */
export function nextRackMember(racks: RackInfo, id: number, list: readonly number[], first: number): number {
  const partitionRacks = racks.partitionRacks[id];
  if (partitionRacks === undefined || partitionRacks.size === 0) return -1;
  for (let i = 0; i < list.length; i++) {
    const at = (first + i) % list.length;
    const rack = racks.memberRacks[list[at] as number] ?? null;
    if (rack !== null && partitionRacks.has(rack)) return at;
  }
  return -1;
}

/** Partitions that few members are near to come first. Source: RackInfo.sortPartitionsByRackConsumers. */
export function sortByRackMembers(racks: RackInfo | null, ids: number[]): number[] {
  if (racks === null) return ids;
  const count = racks.membersByPartition;
  return ids.sort((a, b) => (count[a] ?? 0) - (count[b] ?? 0));
}
