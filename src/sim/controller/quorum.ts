import { assert } from '../../base/assert.ts';
import { nextBelow } from '../../base/prng.ts';
import {
  appendAsLeader,
  appendBatchesAsFollower,
  defaultLogConfig,
  truncateTo,
} from '../../kafka/log/partition-log.ts';
import type { FetchRequest, KafkaResponse } from '../../kafka/protocol/requests.ts';
import { handleBeginQuorumEpoch, handleEndQuorumEpoch } from '../../kafka/raft/handle-quorum-epoch.ts';
import { handleVote } from '../../kafka/raft/handle-vote.ts';
import { leaderChangeBatch } from '../../kafka/raft/leader-change-record.ts';
import { lastEpochOf, metadataTruncationOffset } from '../../kafka/raft/log-divergence.ts';
import { pollRaft } from '../../kafka/raft/poll-raft.ts';
import type { QuorumConfig } from '../../kafka/raft/quorum-config.ts';
import { handleRaftDisconnect, handleRaftResponse } from '../../kafka/raft/raft-input.ts';
import type { RaftRequest } from '../../kafka/raft/raft-messages.ts';
import type { RaftEffect, RaftNode, RaftStep } from '../../kafka/raft/raft-node.ts';
import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import { shutdownCompleted, truncatedMetadata } from '../../kafka/server-log/quorum-lines.ts';
import { noteController } from '../broker/controller-channel.ts';
import { metadataKey } from '../broker/metadata-listener.ts';
import { flushOfVoter, hasRaftFailed, hasRoomFor } from '../disk/metadata-disk.ts';
import { type ReplyTo, sendRequest, sendResponse } from '../network.ts';
import { isCombined } from '../process-roles.ts';
import { sayTransition } from '../server-log/quorum-log.ts';
import { logLine } from '../server-log/server-log.ts';
import { setting } from '../settings.ts';
import { controllerOf, logAt, ownController, ownLog, type SimState, setTimer, tell, wallMs } from '../state.ts';
import { onHighWatermark } from './commit.ts';
import { fetchTimerPrefix, pollTimer } from './controller-timers.ts';
import { answerWaitingFetches, expireFetch, fetchMessage, raftResponseOf, serveFetch } from './raft-fetches.ts';

/** The requests of one voter to another; a Fetch comes from brokers as well. */
export type QuorumRequest = Exclude<RaftRequest, { api: 'Fetch' }> | FetchRequest;

export const quorumConfig = (s: SimState): QuorumConfig => ({
  electionTimeoutMs: setting(s, 'controller.quorum.election.timeout.ms'),
  fetchTimeoutMs: setting(s, 'controller.quorum.fetch.timeout.ms'),
  electionBackoffMaxMs: setting(s, 'controller.quorum.election.backoff.max.ms'),
  appendLingerMs: setting(s, 'controller.quorum.append.linger.ms'),
  requestTimeoutMs: setting(s, 'controller.quorum.request.timeout.ms'),
  retryBackoffMs: setting(s, 'controller.quorum.retry.backoff.ms'),
});

function stepOf(s: SimState, id: number): RaftStep {
  const log = logAt(s, metadataKey(s, id));
  return {
    nowUs: s.nowUs,
    config: quorumConfig(s),
    log: { endOffset: log.logEndOffset, lastEpoch: lastEpochOf(log) },
    random: (bound) => nextBelow(s.dice, bound),
    effects: [],
  };
}

/** A voter comes to rest after a few rounds: each raises its epoch, sends, or waits. */
const maxRounds = 16;

/** One input of the quorum's rules, and then all that is due; the node's next moment is set as a timer. */
export function driveRaft(s: SimState, id: number, input: (node: RaftNode, step: RaftStep) => void): void {
  act(s, id, input);
  // Its thread has died, and the process with it in a moment.
  for (let round = 0; !hasRaftFailed(s, id); round++) {
    assert(round < maxRounds, `voter ${id} comes to rest`);
    let next: number | 'again' = 'again';
    const grew = act(s, id, (node, step) => {
      next = pollRaft(node, step);
    });
    if (grew || next === 'again') continue;
    if (next < Number.POSITIVE_INFINITY) setTimer(s, id, pollTimer, Math.max(next, s.nowUs + 1));
    break;
  }
  if (isCombined(s, id)) noteController(s, id, controllerOf(s, id).raft.leaderId);
}

/** True when the log has changed, so that the rules have to look again. */
function act(s: SimState, id: number, input: (node: RaftNode, step: RaftStep) => void): boolean {
  if (hasRaftFailed(s, id)) return false;
  const { highWatermark } = controllerOf(s, id).raft;
  const step = stepOf(s, id);
  input(ownController(s, id).raft, step);
  for (const effect of step.effects) if (!hasRaftFailed(s, id)) carryOut(s, id, effect);
  // What found no room was not appended, and nothing beyond the log's end is known to be committed.
  if (hasRaftFailed(s, id)) {
    const { raft } = ownController(s, id);
    raft.highWatermark = Math.min(raft.highWatermark, highWatermark);
  }
  return step.effects.some(({ kind }) => kind === 'append' || kind === 'append-leader-change' || kind === 'truncate');
}

function carryOut(s: SimState, id: number, effect: RaftEffect): void {
  const key = metadataKey(s, id);
  switch (effect.kind) {
    case 'send': {
      const { to, correlationId, request } = effect;
      return sendRequest(s, id, to, correlationId, request.api === 'Fetch' ? fetchMessage(id, request) : request);
    }
    case 'append-leader-change':
      return appendToLog(s, id, leaderChangeBatch(id, effect.voters, effect.grantingVoters, wallMs(s)));
    case 'append': {
      if (effect.records[0]?.baseOffset !== logAt(s, key).logEndOffset || !hasRoomFor(s, id, effect.records)) return;
      appendBatchesAsFollower(ownLog(s, key), effect.records, wallMs(s), defaultLogConfig);
      return flushOfVoter(s, id);
    }
    case 'truncate': {
      const offset = metadataTruncationOffset(logAt(s, key), effect);
      truncateTo(ownLog(s, key), offset);
      logLine(s, id, truncatedMetadata(id, offset, controllerOf(s, id).raft.leaderId));
      return;
    }
    case 'high-watermark':
      onHighWatermark(s, id);
      return answerWaitingFetches(s, id, ownController(s, id).raft, stepOf(s, id));
    case 'fail-fetches':
      return answerWaitingFetches(s, id, ownController(s, id).raft, stepOf(s, id));
    case 'transition':
      return sayTransition(s, id, effect);
    case 'resigned':
      if (effect.reason === 'no-majority')
        tell(s, { kind: 'quorum-lost', controller: id, epoch: controllerOf(s, id).raft.epoch });
      return;
    case 'shutdown-complete':
      logLine(s, id, shutdownCompleted(id));
      ownController(s, id).shutdown = 'complete';
  }
}

/** The leader's own log; waiting followers get it before it is committed. */
export function appendToLog(s: SimState, id: number, batch: RecordBatch): void {
  if (!hasRoomFor(s, id, [batch])) return;
  const log = ownLog(s, metadataKey(s, id));
  const { epoch } = controllerOf(s, id).raft;
  const appended = appendAsLeader(log, batch, epoch, wallMs(s), defaultLogConfig, 'COORDINATOR');
  assert(appended.ok, 'the metadata log takes what its controller writes');
  flushOfVoter(s, id);
}

/** A request of another voter, or the Fetch of a broker. */
export function quorumRequest(s: SimState, id: number, request: QuorumRequest, reply: ReplyTo): void {
  driveRaft(s, id, (node, step) => {
    switch (request.api) {
      case 'Fetch':
        return serveFetch(s, id, node, step, request, reply);
      case 'Vote':
        return sendResponse(s, reply, handleVote(node, step, request));
      case 'BeginQuorumEpoch':
        return sendResponse(s, reply, handleBeginQuorumEpoch(node, step, request));
      case 'EndQuorumEpoch':
        return sendResponse(s, reply, handleEndQuorumEpoch(node, step, request));
    }
  });
}

export function quorumResponse(
  s: SimState,
  id: number,
  from: number,
  correlationId: number,
  response: KafkaResponse,
): void {
  driveRaft(s, id, (node, step) => {
    switch (response.api) {
      case 'Fetch':
        return handleRaftResponse(node, step, from, correlationId, raftResponseOf(response));
      case 'Vote':
      case 'BeginQuorumEpoch':
      case 'EndQuorumEpoch':
        return handleRaftResponse(node, step, from, correlationId, response);
      default:
        throw new Error(`a voter does not ask for ${response.api}`);
    }
  });
}

export const quorumDisconnected = (s: SimState, id: number, peer: number, correlationId: number): void =>
  driveRaft(s, id, (node, step) => handleRaftDisconnect(node, step, peer, correlationId));

/** False: the timer is none of the quorum's. */
export function quorumTimer(s: SimState, id: number, key: string): boolean {
  if (key === pollTimer) driveRaft(s, id, () => undefined);
  else if (key.startsWith(fetchTimerPrefix)) {
    driveRaft(s, id, (node, step) => expireFetch(s, id, node, step, Number(key.slice(fetchTimerPrefix.length))));
  } else return false;
  return true;
}
