/** A replica that a consumer may read from, as its partition's leader knows it (ReplicaView). */
export interface ReadableReplica {
  readonly id: number;
  /** broker.rack; null: none. */
  readonly rack: string | null;
  readonly logEndOffset: number;
  readonly logStartOffset: number;
  /** How long ago it was last level with its leader, microseconds; of the leader 0. */
  readonly sinceCaughtUpUs: number;
}

export const rackAwareSelector = 'org.apache.kafka.common.replica.RackAwareReplicaSelector';

/**
 * The replica that a consumer in a rack should read from (KIP-392): the leader where it is in that rack, or where no
 * other is; else the one there with the longest log, then the one that was level most recently, then the largest id.
 * Source: org.apache.kafka.common.replica.RackAwareReplicaSelector, ReplicaView.comparator (4.3.1).
 */
function selectByRack(rack: string, leader: ReadableReplica, followers: readonly ReadableReplica[]): ReadableReplica {
  if (rack === '' || leader.rack === rack) return leader;
  const near = followers.filter((follower) => follower.rack === rack);
  return near.reduce((best, other) => (compareReplicas(other, best) > 0 ? other : best), near[0] ?? leader);
}

const compareReplicas = (x: ReadableReplica, y: ReadableReplica): number =>
  x.logEndOffset - y.logEndOffset || y.sinceCaughtUpUs - x.sinceCaughtUpUs || x.id - y.id;

/**
 * Whom a leader sends a consumer to: a follower in the ISR that has the offset, as far as the leader knows; −1: it reads
 * from the leader. Source: ReplicaManager.findPreferredReadReplica (4.3.1).
 *
 * @param selector replica.selector.class; anything but the rack aware selector leaves all to the leader
 */
export function preferredReadReplica(
  selector: string | null,
  rack: string,
  fetchOffset: number,
  isr: readonly number[],
  leader: ReadableReplica,
  followers: readonly ReadableReplica[],
): number {
  if (selector !== rackAwareSelector) return -1;
  const able = followers.filter(
    ({ id, logEndOffset, logStartOffset }) =>
      isr.includes(id) && logEndOffset >= fetchOffset && logStartOffset <= fetchOffset,
  );
  const selected = selectByRack(rack, leader, able);
  return selected === leader ? -1 : selected.id;
}
