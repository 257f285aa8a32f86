import { type FetchPosition, isSameLeader, isSamePosition, type LeaderAndEpoch } from './fetch-position.ts';
import type { AssignedPartition } from './state.ts';

/*
 * How one partition's position becomes valid for a leader (KIP-320). Source: SubscriptionState.TopicPartitionState.
 */

export const positionOf = ({ position, offsetEpoch, currentLeader }: AssignedPartition): FetchPosition => ({
  offset: position,
  offsetEpoch,
  currentLeader,
});

/** The partition is read from there. */
export function seekValidated(
  assigned: AssignedPartition,
  { offset, offsetEpoch, currentLeader }: FetchPosition,
): void {
  assigned.state = 'FETCHING';
  assigned.position = offset;
  assigned.offsetEpoch = offsetEpoch;
  assigned.currentLeader = currentLeader;
  assigned.nextRetryUs = 0;
}

/** It is read from there once that is validated; without an epoch there is nothing to validate. */
export function seekUnvalidated(assigned: AssignedPartition, position: FetchPosition): void {
  seekValidated(assigned, position);
  if (position.offsetEpoch >= 0 && position.currentLeader.leaderEpoch >= 0) assigned.state = 'AWAIT_VALIDATION';
}

/** A position that goes with another leader or epoch is validated anew, and the leader says anew whom to read from. */
export function maybeValidatePosition(assigned: AssignedPartition, leader: LeaderAndEpoch): void {
  if (assigned.position < 0 || leader.leader < 0 || isSameLeader(assigned.currentLeader, leader)) return;
  seekUnvalidated(assigned, { ...positionOf(assigned), currentLeader: leader });
  delete assigned.preferredReadReplica;
}

/** Where the epoch ends in the leader's log; both −1: the leader cannot tell. */
export interface EpochEnd {
  readonly leaderEpoch: number;
  readonly endOffset: number;
}

/** `divergent`: the first offset known to differ from what was read; null: not known. */
export type Validation =
  | { readonly kind: 'stale' | 'valid' }
  | { readonly kind: 'truncated'; readonly divergent: EpochEnd | null };

/** Source: SubscriptionState.maybeCompleteValidation. */
export function validationOf(assigned: AssignedPartition, requested: FetchPosition, end: EpochEnd): Validation {
  const { state, position } = assigned;
  if (state !== 'AWAIT_VALIDATION' || !isSamePosition(positionOf(assigned), requested)) return { kind: 'stale' };
  if (end.endOffset < 0 || end.leaderEpoch < 0) return { kind: 'truncated', divergent: null };
  return end.endOffset < position ? { kind: 'truncated', divergent: end } : { kind: 'valid' };
}
