import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import type { ApiName, KafkaResponse } from '../../kafka/protocol/requests.ts';
import { type Onlooker, playOn, type Replay, replayFrom } from '../biography/replay.ts';
import type { SimEvent } from '../event-queue.ts';
import type { SimState } from '../state.ts';
import type { Run } from '../timeline.ts';

/** Of these a rebalance is made. */
const tracedApis = [
  'FindCoordinator',
  'JoinGroup',
  'SyncGroup',
  'Heartbeat',
  'LeaveGroup',
  'OffsetCommit',
] as const satisfies readonly ApiName[];

export type TracedApi = (typeof tracedApis)[number];

/** A request or its answer on its way. Times in microseconds. */
export interface TracedMessage {
  readonly api: TracedApi;
  readonly isResponse: boolean;
  /** client.id of the member. */
  readonly member: string;
  readonly broker: number;
  readonly sentUs: number;
  readonly arrivesUs: number;
  /** The same for a request and its answer. */
  readonly pair: string;
  /** Of an answer; NONE when all is well. */
  readonly error: ErrorCode;
  /** What an answer to JoinGroup says; −1 otherwise. */
  readonly generation: number;
}

export interface RebalanceTrace {
  readonly fromUs: number;
  readonly untilUs: number;
  /** In the order of their arrival. */
  readonly messages: readonly TracedMessage[];
  /** There were more than are told. */
  readonly cut: boolean;
}

export type TraceAnswer =
  | { readonly kind: 'working' }
  | { readonly kind: 'told'; readonly trace: RebalanceTrace }
  /** No checkpoint lies before it, and the run cannot be played from its beginning. */
  | { readonly kind: 'too-old' };

export interface TraceWork {
  /** Until it is told, or `stop`, asked every 256 events, wants a pause. */
  goOn(stop: () => boolean): TraceAnswer;
}

/** So many messages; heartbeats without news are not among them. */
const maxMessages = 300;

/** What the members of a group and its coordinator said to each other, by playing that time again. */
export function traceRebalance(
  run: Run,
  asked: { readonly group: string; readonly fromUs: number; readonly untilUs: number },
  fromStart: boolean,
): TraceWork {
  const kept = run.checkpoints.findLast(({ atUs }) => atUs < asked.fromUs) ?? null;
  const replay: Replay | null = kept !== null || fromStart ? replayFrom(run, kept) : null;
  const messages: TracedMessage[] = [];
  const onlooker: Onlooker = {
    before(s, event) {
      const message = event === null || messages.length > maxMessages ? null : tracedMessage(s, event, asked.group);
      if (message !== null && message.arrivesUs >= asked.fromUs) messages.push(message);
    },
    after: (s) => s.nowUs > asked.untilUs,
  };
  return {
    goOn(stop) {
      if (replay === null) return { kind: 'too-old' };
      if (playOn(replay, asked.untilUs, onlooker, stop) === 'paused') return { kind: 'working' };
      const cut = messages.length > maxMessages;
      const { fromUs, untilUs } = asked;
      return { kind: 'told', trace: { fromUs, untilUs, messages: messages.slice(0, maxMessages), cut } };
    },
  };
}

/** null: it is no message of the group's members, or one that has lost its connection. */
function tracedMessage(s: SimState, event: SimEvent, group: string): TracedMessage | null {
  if (event.kind !== 'request' && event.kind !== 'response') return null;
  const api = tracedApis.find((name) => name === event.request.api);
  const isResponse = event.kind === 'response';
  const member = s.consumers.get(isResponse ? event.to : event.from);
  if (api === undefined || member?.group !== group) return null;
  if (s.connections.get(event.connection)?.epoch !== event.connectionEpoch) return null;
  const error = event.kind === 'response' ? errorOf(event.response) : 'NONE';
  if (api === 'Heartbeat' && error === 'NONE') return null;
  return {
    api,
    isResponse,
    member: member.id,
    broker: isResponse ? event.from : event.to,
    sentUs: event.sentAt,
    arrivesUs: event.at,
    pair: `${member.node}/${event.correlationId}`,
    error,
    generation: event.kind === 'response' && event.response.api === 'JoinGroup' ? event.response.generationId : -1,
  };
}

function errorOf(response: KafkaResponse): ErrorCode {
  if (response.api === 'OffsetCommit') return response.responses.find(({ error }) => error !== 'NONE')?.error ?? 'NONE';
  return 'error' in response ? response.error : 'NONE';
}
