import type { PartitionView, ReplicaView } from '../../sim/snapshot.ts';
import type { ClusterLabels } from './labels.ts';

/** How a replica stands, by the controller's record and by what its broker believes. */
export type ReplicaRole =
  | 'leader'
  /** Chosen by the controller, not yet told. */
  | 'elected'
  /** Leads by its own belief only. */
  | 'deposed'
  | 'follower'
  | 'outOfSync'
  | 'noLeader'
  | 'offline';

export function roleOf(partition: PartitionView, replica: ReplicaView): ReplicaRole {
  if (replica.role === 'offline') return 'offline';
  if (replica.broker === partition.leader) return replica.role === 'leader' ? 'leader' : 'elected';
  if (replica.role === 'leader') return 'deposed';
  if (partition.leader < 0) return 'noLeader';
  return replica.inSync ? 'follower' : 'outOfSync';
}

/** The word for a role; a leader has its crown instead. */
export function roleWord(role: ReplicaRole, labels: ClusterLabels): string {
  return role === 'leader' ? '' : labels[role];
}

/** A sign for strips too narrow for the word. */
export const roleSigns: Readonly<Record<ReplicaRole, string>> = {
  leader: '',
  elected: '…',
  deposed: '≠',
  follower: '',
  outOfSync: '!',
  noLeader: '?',
  offline: '×',
};
