import { msToUs } from '../../../base/units.ts';
import type { HeartbeatResponse } from '../../protocol/requests.ts';
import { coordinatorAnswered, ensureCoordinator, markCoordinatorUnknown } from './coordinator-lookup.ts';
import { fail } from './failure.ts';
import { generationUnchanged, requestRejoin, resetStateAndRejoin } from './rejoin.ts';
import type { Generation } from './state.ts';
import { log, retryBackoffUs, send, type Turn } from './turn.ts';

/** The member has joined: its heartbeats begin, whatever the application does. Source: HeartbeatThread.enable. */
export function enableHeartbeat(turn: Turn): void {
  const { consumer, ctx } = turn;
  const { heartbeat, config } = consumer;
  heartbeat.enabled = true;
  heartbeat.nextAtUs = ctx.nowUs + msToUs(config.heartbeatIntervalMs);
  heartbeat.sessionDeadlineUs = ctx.nowUs + msToUs(config.sessionTimeoutMs);
}

/** Sends a heartbeat when it is due. Source: AbstractCoordinator.HeartbeatThread.run. */
export function runHeartbeat(turn: Turn): void {
  const { consumer, ctx } = turn;
  const { heartbeat, coordinator, membership, config } = consumer;
  if (!heartbeat.enabled) return;
  if (coordinator.nodeId === null) {
    ensureCoordinator(turn);
    return;
  }
  if (ctx.nowUs >= heartbeat.sessionDeadlineUs) {
    markCoordinatorUnknown(turn, 'session timed out without receiving a heartbeat response');
    return;
  }
  if (ctx.nowUs < heartbeat.nextAtUs) return;
  heartbeat.nextAtUs = ctx.nowUs + msToUs(config.heartbeatIntervalMs);
  const { generation } = membership;
  const { generationId, memberId } = generation;
  const { groupId, groupInstanceId } = config;
  const request = { api: 'Heartbeat', groupId, generationId, memberId, groupInstanceId } as const;
  send(turn, coordinator.nodeId, request, { kind: 'heartbeat', generation }, true);
}

/** Keeps the one `heartbeat` timer where the next heartbeat or the session's end is. */
export function armHeartbeat(turn: Turn): void {
  const { heartbeat, coordinator } = turn.consumer;
  const wanted =
    heartbeat.enabled && coordinator.nodeId !== null ? Math.min(heartbeat.nextAtUs, heartbeat.sessionDeadlineUs) : null;
  if (wanted === heartbeat.timerAtUs) return;
  heartbeat.timerAtUs = wanted;
  if (wanted === null) turn.effects.push({ kind: 'cancelTimer', key: 'heartbeat' });
  else turn.effects.push({ kind: 'timer', key: 'heartbeat', atUs: wanted });
}

/** Source: AbstractCoordinator.HeartbeatResponseHandler. */
export function onHeartbeatResponse(turn: Turn, sent: Generation, response: HeartbeatResponse): void {
  const { membership, config } = turn.consumer;
  const { error } = response;
  switch (error) {
    case 'NONE':
      coordinatorAnswered(turn);
      receiveHeartbeat(turn);
      break;
    case 'COORDINATOR_NOT_AVAILABLE':
    case 'NOT_COORDINATOR':
      log(turn, 'INFO', 'Attempt to heartbeat failed since coordinator is either not started or not valid');
      markCoordinatorUnknown(turn, `error response ${error}`);
      failHeartbeat(turn);
      break;
    case 'REBALANCE_IN_PROGRESS':
      // A member in a rebalance of its own ignores it; either way the session goes on.
      if (membership.state === 'STABLE') requestRejoin(turn, 'group is already rebalancing');
      receiveHeartbeat(turn);
      break;
    case 'ILLEGAL_GENERATION':
    case 'UNKNOWN_MEMBER_ID':
    case 'FENCED_INSTANCE_ID':
      if (!generationUnchanged(turn, sent)) {
        receiveHeartbeat(turn);
        break;
      }
      log(
        turn,
        'INFO',
        `Attempt to heartbeat with generation ${sent.generationId} and group instance id ${config.groupInstanceId} ` +
          `failed due to ${error}, resetting generation`,
      );
      resetStateAndRejoin(turn, `encountered ${error} from HEARTBEAT response`, error !== 'ILLEGAL_GENERATION');
      if (error === 'FENCED_INSTANCE_ID') fail(turn, error);
      failHeartbeat(turn);
      break;
    default:
      failHeartbeat(turn);
  }
}

function receiveHeartbeat(turn: Turn): void {
  const { heartbeat, config } = turn.consumer;
  heartbeat.attempts = 0;
  heartbeat.sessionDeadlineUs = turn.ctx.nowUs + msToUs(config.sessionTimeoutMs);
}

export function failHeartbeat(turn: Turn): void {
  const { heartbeat } = turn.consumer;
  heartbeat.nextAtUs = turn.ctx.nowUs + retryBackoffUs(turn, heartbeat.attempts++);
}
