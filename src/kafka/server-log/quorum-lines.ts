import type { QuorumRole } from '../raft/quorum-role.ts';
import { info, javaList, type LogLine } from './log-line.ts';

/* What a voter of the metadata quorum writes: QuorumState, LeaderState and KafkaRaftClient (4.3.1). */

const raft = 'org.apache.kafka.raft';
const ident = (node: number): string => `[RaftManager id=${node}] `;

/** A voter in a role, as its EpochState prints it. −1: none. */
export interface VoterState {
  readonly id: number;
  readonly voters: readonly number[];
  readonly epoch: number;
  readonly leaderId: number;
  readonly votedId: number;
  readonly highWatermark: number;
  readonly role: QuorumRole;
  /** The time that it was given when it took up the role, milliseconds: for an election, or between good fetches. */
  readonly timeoutMs: number;
  /** Voters that are brokers too; absent: none. */
  readonly combined?: readonly number[];
}

/** QuorumState.durableTransitionTo and memoryTransitionTo; `from` null: the process starts. */
export function transition(from: VoterState | null, to: VoterState): LogLine[] {
  const change = `transition to ${stateText(to)} from ${from === null ? 'null' : stateText(from)}`;
  const done = info(`${raft}.QuorumState`, `${ident(to.id)}Completed ${change}`);
  // Who asks for pre-votes, or resigns, has said nothing that it must not forget.
  if (to.role.kind === 'prospective' || to.role.kind === 'resigned') return [done];
  return [info(`${raft}.QuorumState`, `${ident(to.id)}Attempting durable ${change}`), done];
}

const optionalInt = (id: number): string => (id < 0 ? 'OptionalInt.empty' : `OptionalInt[${id}]`);
/** With static voters nobody's directory is known. */
const replicaKey = (id: number): string => `ReplicaKey(id=${id}, directoryId=<undefined>)`;
const optionalKey = (id: number): string => (id < 0 ? 'Optional.empty' : `Optional[${replicaKey(id)}]`);
const offsetText = (offset: number): string =>
  offset < 0 ? 'Optional.empty' : `Optional[LogOffsetMetadata(offset=${offset}, metadata=Optional.empty)]`;
/** Controllers listen as in Kafka's config/controller.properties, on host `controller-ID`; on their broker's, if they are one. */
function endpoints(id: number, combined: readonly number[] = []): string {
  const host = combined.includes(id) ? `broker-${id}` : `controller-${id}`;
  return `Endpoints(endpoints={ListenerName(CONTROLLER)=${host}/<unresolved>:9093})`;
}

/** toString of the EpochState. */
function stateText(state: VoterState): string {
  const { role, id, epoch, leaderId, votedId, voters, timeoutMs } = state;
  const highWatermark = `highWatermark=${offsetText(state.highWatermark)}`;
  const election = `electionTimeoutMs=${timeoutMs}`;
  const voted = `votedKey=${optionalKey(votedId)}`;
  const known = `epoch=${epoch}, leaderId=${optionalInt(leaderId)}, ${voted}`;
  switch (role.kind) {
    case 'unattached':
      return `UnattachedState(${known}, voters=${javaList(voters)}, ${election}, ${highWatermark})`;
    case 'prospective':
      return `ProspectiveState(${known}, epochElection=${votesText(state)}, ${election}, ${highWatermark})`;
    case 'candidate': {
      const self = `localId=${id}, localDirectoryId=<undefined>, epoch=${epoch}`;
      return `CandidateState(${self}, epochElection=${votesText(state)}, ${highWatermark}, ${election})`;
    }
    case 'follower': {
      const leader = `epoch=${epoch}, leader=${leaderId}, leaderEndpoints=${endpoints(leaderId, state.combined)}`;
      const rest = `${voted}, voters=${javaList(voters)}, ${highWatermark}, fetchingSnapshot=Optional.empty`;
      return `FollowerState(fetchTimeoutMs=${timeoutMs}, ${leader}, ${rest})`;
    }
    case 'leader': {
      const versions = 'SupportedVersionRange[min_version:0, max_version:1]';
      const self = `VoterNode(voterKey=${replicaKey(id)}, listeners=${endpoints(id, state.combined)}, supportedKRaftVersion=${versions})`;
      const start = `epoch=${epoch}, epochStartOffset=${role.epochStartOffset}`;
      return `Leader(localVoterNode=${self}, ${start}, ${highWatermark}, voterStates={${progressText(state)}})`;
    }
    case 'resigned': {
      const left = `unackedVoters=${javaList(role.unackedVoters)}`;
      const successors = `preferredSuccessors=${javaList(role.preferredSuccessors.map(replicaKey))}`;
      const self = `localId=${id}, epoch=${epoch}, voters=${javaList(voters)}`;
      return `ResignedState(${self}, ${election}, ${left}, ${successors})`;
    }
  }
}

/** EpochElection.toString. */
function votesText({ role, voters }: VoterState): string {
  if (role.kind !== 'prospective' && role.kind !== 'candidate') return '';
  const { votes } = role;
  const entries = voters.map((voter) => {
    const vote = votes.get(voter)?.toUpperCase() ?? 'UNRECORDED';
    return `${voter}=VoterState(replicaKey=${replicaKey(voter)}, state=${vote})`;
  });
  return `EpochElection[voterStates={${entries.join(', ')}}]`;
}

function progressText({ role, id }: VoterState): string {
  if (role.kind !== 'leader') return '';
  const entries = [...role.progress].map(([voter, { endOffset, lastFetchUs }]) => {
    const fetch = lastFetchUs < 0 || voter === id ? -1 : Math.floor(lastFetchUs / 1000);
    const times = `lastFetchTimestamp=${fetch}, lastCaughtUpTimestamp=-1`;
    const state = `replicaKey=${replicaKey(voter)}, endOffset=${offsetText(endOffset)}, ${times}`;
    return `${voter}=ReplicaState(${state}, hasAcknowledgedLeader=${voter === id || lastFetchUs >= 0})`;
  });
  return entries.join(', ');
}

/** LeaderState.timeUntilCheckQuorumExpires: it resigns. */
export function majorityLost(
  node: number,
  withinMs: number,
  fetched: readonly number[],
  voters: readonly number[],
): LogLine {
  const who = `Current fetched voters are ${javaList(fetched)}, and voters are ${javaList(voters.map(replicaKey))}`;
  const text = `Did not receive fetch request from the majority of the voters within ${withinMs}ms. ${who}`;
  return info(`${raft}.LeaderState`, ident(node) + text);
}

/** KafkaRaftClient.pollFollowerAsVoter. */
export const fetchTimedOut = (node: number): LogLine =>
  info(`${raft}.KafkaRaftClient`, `${ident(node)}Transitioning to Prospective state due to fetch timeout`);

/** KafkaRaftClient.handleFetchResponse, of a log that has diverged. */
export const truncatedMetadata = (node: number, offset: number, leader: number): LogLine =>
  info(
    `${raft}.KafkaRaftClient`,
    `${ident(node)}Truncated to offset ${offset} from Fetch response from leader ${leader}`,
  );

/** KafkaRaftClient.shutdown and its end. */
export const beginningShutdown = (node: number): LogLine =>
  info(`${raft}.KafkaRaftClient`, `${ident(node)}Beginning graceful shutdown`);
export const shutdownCompleted = (node: number): LogLine =>
  info(`${raft}.KafkaRaftClient`, `${ident(node)}Graceful shutdown completed`);
