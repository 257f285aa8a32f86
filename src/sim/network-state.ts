import type { KafkaRequest } from '../kafka/protocol/requests.ts';

/** A one-way link between two nodes that differs from the network's own. Immutable. */
export interface LinkState {
  readonly from: number;
  readonly to: number;
  /** Requests from `from` to `to` find no way: connections close, new ones are refused. */
  readonly cut: boolean;
  /** Microseconds; null: the network's own. */
  readonly latencyUs: number | null;
  /** Absent: the network's own. */
  readonly lossPerMillion?: number;
}

export interface WaitingRequest {
  readonly correlationId: number;
  readonly request: KafkaRequest;
  readonly from: number;
}

/**
 * One TCP connection from a requester to a responder. A Kafka broker reads the next request of a connection only after
 * it has answered the one before (SocketServer mutes the channel), so requests wait in `backlog`.
 * Replaced as a whole, never written to.
 */
export interface Connection {
  readonly epoch: number;
  readonly requestsArriveAt: number;
  readonly responsesArriveAt: number;
  readonly inFlight: readonly { readonly correlationId: number; readonly request: KafkaRequest }[];
  readonly busyWith: number;
  readonly backlog: readonly WaitingRequest[];
}

export const freshConnection = (epoch: number): Connection => ({
  epoch,
  requestsArriveAt: 0,
  responsesArriveAt: 0,
  inFlight: [],
  busyWith: -1,
  backlog: [],
});
