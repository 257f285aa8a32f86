import { msToUs } from '../../base/units.ts';
import { electionOf } from './epoch-election.ts';
import type { QuorumRole } from './quorum-role.ts';
import { isOnlyVoter, type RaftNode, type RaftStep, viewOf } from './raft-node.ts';
import { electionDeadlineUs, resignedRole, toProspective } from './transitions.ts';

/**
 * A voter's process starts from its quorum-state file and its log. Who led comes back as resigned, so that it can
 * neither vote in that epoch nor write two records at one offset and epoch.
 * Source: QuorumState.initialize, KafkaRaftClient.initialize (4.3.1).
 */
export function startRaft(node: RaftNode, step: RaftStep): void {
  const { leaderEpoch, leaderId, votedId } = node.stored;
  const lost = leaderEpoch < step.log.lastEpoch;
  node.epoch = lost ? step.log.lastEpoch : leaderEpoch;
  node.leaderId = lost ? -1 : leaderId;
  node.votedId = lost ? -1 : votedId;
  node.highWatermark = -1;
  node.connections = new Map();
  node.shutdownDeadlineUs = Number.POSITIVE_INFINITY;
  node.role = firstRole(node, step);
  node.stored = { leaderEpoch: node.epoch, leaderId: node.leaderId, votedId: node.votedId };
  step.effects.push({ kind: 'transition', from: null, to: viewOf(node) });
  if (isOnlyVoter(node)) toProspective(node, step);
}

function firstRole(node: RaftNode, step: RaftStep): QuorumRole {
  if (node.leaderId === node.id) return resignedRole(node, step, []);
  if (node.leaderId < 0 && node.votedId === node.id) {
    return { kind: 'candidate', electionDeadlineUs: electionDeadlineUs(node, step), votes: electionOf(node.id) };
  }
  if (node.leaderId < 0) return { kind: 'unattached', electionDeadlineUs: electionDeadlineUs(node, step) };
  const fetchDeadlineUs = step.nowUs + msToUs(step.config.fetchTimeoutMs);
  return { kind: 'follower', fetchDeadlineUs, hasFetchedFromLeader: false };
}

/** SIGTERM: a leader looks for a successor for at most five seconds. Source: KafkaRaftClientDriver.initiateShutdown. */
export function beginShutdown(node: RaftNode, step: RaftStep): void {
  node.shutdownDeadlineUs = step.nowUs + msToUs(5000);
}
