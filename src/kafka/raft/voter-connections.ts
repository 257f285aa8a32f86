import { msToUs } from '../../base/units.ts';
import type { QuorumConfig } from './quorum-config.ts';

/**
 * One request at a time goes to a voter; after a failure it is left alone for controller.quorum.retry.backoff.ms.
 * A voter that is not in the map is ready. Replaced, never written to. Source: org.apache.kafka.raft.RequestManager.
 */
export type VoterConnections = ReadonlyMap<number, VoterConnection>;

export type VoterConnection =
  | { readonly kind: 'awaiting'; readonly correlationId: number; readonly timeoutAtUs: number }
  | { readonly kind: 'backing-off'; readonly readyAtUs: number };

/** Those that are still in force: one whose time has passed counts as ready. */
export function liveConnections(connections: VoterConnections, nowUs: number): VoterConnections {
  const over = [...connections].filter(([, c]) => nowUs >= (c.kind === 'awaiting' ? c.timeoutAtUs : c.readyAtUs));
  if (over.length === 0) return connections;
  const live = new Map(connections);
  for (const [voter] of over) live.delete(voter);
  return live;
}

export const isResponseExpected = (connections: VoterConnections, voter: number, correlationId: number): boolean => {
  const connection = connections.get(voter);
  return connection?.kind === 'awaiting' && connection.correlationId === correlationId;
};

export const hasInflightRequest = (connections: VoterConnections): boolean =>
  [...connections.values()].some((connection) => connection.kind === 'awaiting');

export const onRequestSent = (
  connections: VoterConnections,
  voter: number,
  correlationId: number,
  nowUs: number,
  config: QuorumConfig,
): VoterConnections =>
  new Map(connections).set(voter, {
    kind: 'awaiting',
    correlationId,
    timeoutAtUs: nowUs + msToUs(config.requestTimeoutMs),
  });

/** After an answer that was of use the voter is ready; after any other it is left alone for a while. */
export function onResponseResult(
  connections: VoterConnections,
  voter: number,
  success: boolean,
  nowUs: number,
  config: QuorumConfig,
): VoterConnections {
  const next = new Map(connections);
  if (success) next.delete(voter);
  else next.set(voter, { kind: 'backing-off', readyAtUs: nowUs + msToUs(config.retryBackoffMs) });
  return next;
}

/** When the first of these becomes ready again; Infinity when none is in force. */
export function nextReadyUs(connections: VoterConnections, voters: readonly number[]): number {
  let next = Number.POSITIVE_INFINITY;
  for (const voter of voters) {
    const connection = connections.get(voter);
    if (connection === undefined) continue;
    next = Math.min(next, connection.kind === 'awaiting' ? connection.timeoutAtUs : connection.readyAtUs);
  }
  return next;
}
