import type { QuorumRole } from '../../kafka/raft/quorum-role.ts';
import type { RaftEffect, VoterView } from '../../kafka/raft/raft-node.ts';
import { inNewEpoch } from '../../kafka/server-log/controller-lines.ts';
import { fetchTimedOut, majorityLost, transition, type VoterState } from '../../kafka/server-log/quorum-lines.ts';
import { isCombined } from '../process-roles.ts';
import { setting } from '../settings.ts';
import { controllerOf, type SimState } from '../state.ts';
import { logLine, logLines } from './server-log.ts';

type Transition = RaftEffect & { readonly kind: 'transition' };

/** A voter takes up another role. */
export function sayTransition(s: SimState, id: number, { from, to }: Transition): void {
  const { roleTimeouts } = s.serverLog;
  const { voters } = controllerOf(s, id).raft;
  const timeoutMs = timeoutOf(s, to.role);
  const combined = voters.filter((voter) => isCombined(s, voter));
  const state = (view: VoterView, ms: number): VoterState => ({ id, voters, ...view, timeoutMs: ms, combined });
  sayWhy(s, id, from, to);
  const was = from === null ? null : state(from, roleTimeouts.get(id) ?? 0);
  logLines(s, id, transition(was, state(to, timeoutMs)));
  s.serverLog = { ...s.serverLog, roleTimeouts: new Map(roleTimeouts).set(id, timeoutMs) };
  if (voters.length > 1 && isNews(from, to) && to.leaderId !== id && controllerOf(s, id).claimEpoch < 0) {
    logLine(s, id, inNewEpoch(id, to.epoch, to.leaderId));
  }
}

/** KafkaRaftClient.ListenerContext.shouldFireLeaderChange. The only voter is leader before its controller listens. */
function isNews(from: VoterView | null, to: VoterView): boolean {
  const known = from ?? { epoch: 0, leaderId: -1 };
  return to.epoch > known.epoch || (to.leaderId >= 0 && known.leaderId < 0);
}

function timeoutOf(s: SimState, role: QuorumRole): number {
  if (role.kind === 'leader') return 0;
  const end = role.kind === 'follower' ? role.fetchDeadlineUs : role.electionDeadlineUs;
  return Math.max(0, Math.round((end - s.nowUs) / 1000));
}

/** What made it do so, where Kafka says that. */
function sayWhy(s: SimState, id: number, from: VoterView | null, to: VoterView): void {
  if (from?.role.kind === 'follower' && to.role.kind === 'prospective') return logLine(s, id, fetchTimedOut(id));
  const { voters, shutdownDeadlineUs } = controllerOf(s, id).raft;
  const gaveUp = to.role.kind === 'resigned' && shutdownDeadlineUs === Number.POSITIVE_INFINITY;
  if (from?.role.kind !== 'leader' || !gaveUp) return;
  const withinMs = Math.floor(setting(s, 'controller.quorum.fetch.timeout.ms') * 1.5);
  logLine(s, id, majorityLost(id, withinMs, from.role.fetchedVoters, voters));
}
