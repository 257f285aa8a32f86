import { nextBelow, type Prng, seedPrng } from '../../../base/prng.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import {
  appendAsLeader,
  appendBatchesAsFollower,
  createLog,
  defaultLogConfig,
  type PartitionLog,
  truncateTo,
} from '../../log/partition-log.ts';
import { encodeBatch, type RecordBatch } from '../../record/record-batch.ts';
import { handleBeginQuorumEpoch, handleEndQuorumEpoch } from '../handle-quorum-epoch.ts';
import { handleRaftFetch, isAnsweredAtOnce } from '../handle-raft-fetch-request.ts';
import { handleVote } from '../handle-vote.ts';
import { leaderChangeBatch } from '../leader-change-record.ts';
import { lastEpochOf, metadataTruncationOffset } from '../log-divergence.ts';
import { pollRaft } from '../poll-raft.ts';
import { defaultQuorumConfig } from '../quorum-config.ts';
import { handleRaftDisconnect, handleRaftResponse } from '../raft-input.ts';
import type { RaftRequest, RaftResponse } from '../raft-messages.ts';
import { createRaftNode, type RaftEffect, type RaftNode, type RaftStep } from '../raft-node.ts';
import { beginShutdown, startRaft } from '../start-raft.ts';

interface Voter {
  node: RaftNode;
  log: PartitionLog;
  up: boolean;
  /** Counts starts: what was sent to an earlier process is lost. */
  life: number;
  pollAtUs: number;
}

type Message =
  | { readonly kind: 'request'; readonly request: RaftRequest }
  | { readonly kind: 'response'; readonly response: RaftResponse }
  | { readonly kind: 'disconnected' };

interface Envelope {
  readonly atUs: number;
  readonly from: number;
  readonly to: number;
  readonly life: number;
  readonly correlationId: number;
  readonly message: Message;
}

/** Voters and a network that delays, loses and cuts, driven by one seed; no broker and no controller. */
export interface ToyQuorum {
  readonly voters: Map<number, Voter>;
  readonly dice: Prng;
  readonly cut: Set<string>;
  nowUs: number;
  mail: Envelope[];
  /** In a hundred messages so many are lost. */
  lossPercent: number;
  /** Told after every step of a voter. */
  watch: (quorum: ToyQuorum, id: number) => void;
}

export function toyQuorum(size: number, seed: number, watch: ToyQuorum['watch'] = () => undefined): ToyQuorum {
  const ids = Array.from({ length: size }, (_, at) => at + 1);
  const voters = new Map(
    ids.map((id) => {
      const log = createLog('__cluster_metadata', 0, '', 1, 0);
      return [id, { node: createRaftNode(id, ids), log, up: false, life: 0, pollAtUs: 0 }];
    }),
  );
  const quorum: ToyQuorum = { voters, dice: seedPrng(seed), cut: new Set(), nowUs: 0, mail: [], lossPercent: 0, watch };
  for (const id of ids) start(quorum, id);
  return quorum;
}

function voterOf(quorum: ToyQuorum, id: number): Voter {
  const voter = quorum.voters.get(id);
  if (voter === undefined) throw new Error(`there is no voter ${id}`);
  return voter;
}

const stepOf = (quorum: ToyQuorum, voter: Voter): RaftStep => ({
  nowUs: quorum.nowUs,
  config: defaultQuorumConfig,
  log: { endOffset: voter.log.logEndOffset, lastEpoch: lastEpochOf(voter.log) },
  random: (bound) => nextBelow(quorum.dice, bound),
  effects: [],
});

function act(quorum: ToyQuorum, id: number, what: (node: RaftNode, step: RaftStep) => void): void {
  const voter = voterOf(quorum, id);
  const step = stepOf(quorum, voter);
  what(voter.node, step);
  for (const effect of step.effects) carryOut(quorum, id, voter, effect);
}

/** One input, and then all that is due. */
function drive(quorum: ToyQuorum, id: number, what: (node: RaftNode, step: RaftStep) => void): void {
  act(quorum, id, what);
  const voter = voterOf(quorum, id);
  for (let again = true, rounds = 0; again && voter.up; rounds++) {
    if (rounds > 20) throw new Error(`voter ${id} does not come to rest as ${voter.node.role.kind}`);
    again = false;
    act(quorum, id, (node, step) => {
      const next = pollRaft(node, step);
      const restless = step.effects.some(({ kind }) => kind === 'append' || kind === 'append-leader-change');
      if (next === 'again' || restless) again = true;
      else voter.pollAtUs = Math.max(next, quorum.nowUs + 1);
    });
  }
  quorum.watch(quorum, id);
}

function carryOut(quorum: ToyQuorum, id: number, voter: Voter, effect: RaftEffect): void {
  const { log, node } = voter;
  switch (effect.kind) {
    case 'send':
      post(quorum, id, effect.to, effect.correlationId, { kind: 'request', request: effect.request });
      return;
    case 'append-leader-change':
      appendOwn(voter, leaderChangeBatch(id, effect.voters, effect.grantingVoters, 0));
      return;
    case 'append':
      if (effect.records[0]?.baseOffset === log.logEndOffset) {
        appendBatchesAsFollower(log, effect.records, 0, defaultLogConfig);
      }
      return;
    case 'truncate':
      truncateTo(log, metadataTruncationOffset(log, effect));
      return;
    case 'shutdown-complete':
      crash(quorum, id);
      return;
    case 'high-watermark':
    case 'fail-fetches':
    case 'resigned':
    case 'transition':
      if (node.highWatermark > log.logEndOffset) throw new Error('committed what it does not hold');
  }
}

const appendOwn = ({ log, node }: Voter, batch: RecordBatch): void => {
  appendAsLeader(log, batch, node.epoch, 0, defaultLogConfig, 'COORDINATOR');
};

function post(quorum: ToyQuorum, from: number, to: number, correlationId: number, message: Message, waitUs = 0): void {
  const lost = quorum.cut.has(`${from}>${to}`) || !voterOf(quorum, to).up;
  if (nextBelow(quorum.dice, 100) < quorum.lossPercent) return;
  const atUs = quorum.nowUs + waitUs + 500 + nextBelow(quorum.dice, 4000);
  if (!lost) quorum.mail.push({ atUs, from, to, life: voterOf(quorum, to).life, correlationId, message });
  else if (message.kind === 'request') {
    const life = voterOf(quorum, from).life;
    quorum.mail.push({ atUs, from: to, to: from, life, correlationId, message: { kind: 'disconnected' } });
  }
}

export function start(quorum: ToyQuorum, id: number): void {
  const voter = voterOf(quorum, id);
  if (voter.up) return;
  voter.up = true;
  voter.life += 1;
  drive(quorum, id, startRaft);
}

/** SIGKILL: what is stored stays. */
export function crash(quorum: ToyQuorum, id: number): void {
  voterOf(quorum, id).up = false;
}

export function stop(quorum: ToyQuorum, id: number): void {
  if (voterOf(quorum, id).up) drive(quorum, id, beginShutdown);
}

/** The leader of the latest epoch writes a record; false when nobody leads. */
export function write(quorum: ToyQuorum, value: string): boolean {
  const leader = leaderOf(quorum);
  if (leader === null) return false;
  const voter = voterOf(quorum, leader);
  appendOwn(voter, encodeBatch([{ timestamp: 0, key: null, value: encodeUtf8(value) }]));
  drive(quorum, leader, () => undefined);
  return true;
}

export function leaderOf(quorum: ToyQuorum): number | null {
  let leader: number | null = null;
  let epoch = -1;
  for (const [id, { node, up }] of quorum.voters) {
    if (!up || node.role.kind !== 'leader' || node.epoch <= epoch) continue;
    leader = id;
    epoch = node.epoch;
  }
  return leader;
}

/** Runs for so many microseconds. */
export function run(quorum: ToyQuorum, us: number): void {
  const until = quorum.nowUs + us;
  for (;;) {
    let next = until;
    for (const { up, pollAtUs } of quorum.voters.values()) if (up) next = Math.min(next, pollAtUs);
    for (const { atUs } of quorum.mail) next = Math.min(next, atUs);
    if (next >= until) break;
    quorum.nowUs = Math.max(next, quorum.nowUs);
    const at = quorum.mail.findIndex(({ atUs }) => atUs <= quorum.nowUs);
    const [envelope] = at < 0 ? [] : quorum.mail.splice(at, 1);
    if (envelope !== undefined) deliver(quorum, envelope);
    else
      for (const [id, { up, pollAtUs }] of quorum.voters)
        if (up && pollAtUs <= quorum.nowUs) drive(quorum, id, () => undefined);
  }
  quorum.nowUs = until;
}

function deliver(quorum: ToyQuorum, { from, to, life, correlationId, message }: Envelope): void {
  const voter = voterOf(quorum, to);
  if (!voter.up || voter.life !== life) return;
  if (message.kind === 'disconnected') {
    drive(quorum, to, (node, step) => handleRaftDisconnect(node, step, from, correlationId));
  } else if (message.kind === 'response') {
    drive(quorum, to, (node, step) => handleRaftResponse(node, step, from, correlationId, message.response));
  } else {
    drive(quorum, to, (node, step) => {
      const response = answer(voter, node, step, from, message.request);
      // Who has nothing new to say waits a while; it does not look again before it answers.
      const { request } = message;
      const atOnce = request.api !== 'Fetch' || response.api !== 'Fetch' || isAnsweredAtOnce(request, response);
      post(quorum, to, from, correlationId, { kind: 'response', response }, atOnce ? 0 : 50_000);
    });
  }
}

function answer(voter: Voter, node: RaftNode, step: RaftStep, from: number, request: RaftRequest): RaftResponse {
  switch (request.api) {
    case 'Vote':
      return handleVote(node, step, request);
    case 'BeginQuorumEpoch':
      return handleBeginQuorumEpoch(node, step, request);
    case 'EndQuorumEpoch':
      return handleEndQuorumEpoch(node, step, request);
    case 'Fetch':
      return handleRaftFetch(node, step, voter.log, from, request, 1 << 20);
  }
}
