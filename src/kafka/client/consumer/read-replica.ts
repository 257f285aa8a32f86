import { msToUs } from '../../../base/units.ts';
import type { LeaderAndEpoch } from './fetch-position.ts';
import { requestMetadataUpdate } from './metadata.ts';
import type { AssignedPartition } from './state.ts';
import type { Turn } from './turn.ts';

/** Whom to fetch from, and the leader's epoch that goes with the request. */
export interface ReadNode {
  readonly node: number;
  readonly leader: LeaderAndEpoch;
}

/**
 * The follower that the leader named, as long as its lease runs and the metadata knows it; else the leader that the
 * position goes with. null: there is none. Source: AbstractFetch.maybeNodeForPosition, selectReadReplica,
 * SubscriptionState.preferredReadReplica (4.3.1).
 */
export function readNodeOf(turn: Turn, assigned: AssignedPartition): ReadNode | null {
  const { consumer, ctx } = turn;
  const leader = assigned.currentLeader;
  if (leader.leader < 0) return null;
  const preferred = assigned.preferredReadReplica;
  if (preferred === undefined) return { node: leader.leader, leader };
  if (ctx.nowUs > preferred.expiresUs) clearPreferred(assigned);
  else if (consumer.metadata.brokers.includes(preferred.node)) return { node: preferred.node, leader };
  else {
    clearPreferred(assigned);
    requestMetadataUpdate(consumer);
  }
  return { node: leader.leader, leader };
}

/** For metadata.max.age.ms; one that is set already keeps its time. Source: FetchCollector.handleInitializeSuccess. */
export function setPreferred(turn: Turn, assigned: AssignedPartition, node: number): void {
  if (assigned.preferredReadReplica?.node === node) return;
  const expiresUs = turn.ctx.nowUs + msToUs(turn.consumer.config.metadataMaxAgeMs);
  assigned.preferredReadReplica = { node, expiresUs };
}

/** Back to the leader; false: it has been there. */
export function clearPreferred(assigned: AssignedPartition): boolean {
  if (assigned.preferredReadReplica === undefined) return false;
  delete assigned.preferredReadReplica;
  return true;
}
