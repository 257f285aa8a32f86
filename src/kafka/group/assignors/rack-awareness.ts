import type { AssignorMember } from './assignor.ts';

/** client.rack; an empty one is none. */
export const rackOf = (member: AssignorMember): string | null => (member.rackId === '' ? null : member.rackId);

/**
 * Whether racks can make a difference (KIP-881): some member is in a rack of some replica, and not every partition has
 * a replica in all the racks there are. Source: AbstractPartitionAssignor.useRackAwareAssignment.
 */
export function needsRackAwareAssignment(
  memberRacks: ReadonlySet<string>,
  partitionRacks: readonly ReadonlySet<string>[],
): boolean {
  if (memberRacks.size === 0) return false;
  const all = new Set<string>();
  for (const racks of partitionRacks) for (const rack of racks) all.add(rack);
  if (![...memberRacks].some((rack) => all.has(rack))) return false;
  return partitionRacks.some((racks) => racks.size !== all.size);
}
