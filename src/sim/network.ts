import { assert } from '../base/assert.ts';
import { nextBelow } from '../base/prng.ts';
import type { KafkaRequest, KafkaResponse } from '../kafka/protocol/requests.ts';
import { channelOf, channels } from './channels.ts';
import { requestBytes, responseBytes } from './message-size.ts';
import { type Connection, freshConnection, type LinkState, type WaitingRequest } from './network-state.ts';
import {
  channelAskedBy,
  channelTakenBy,
  isCombined,
  isControllerOnlyLeft,
  type ProcessRole,
  roleThatTakes,
} from './process-roles.ts';
import { type SimState, schedule } from './state.ts';

const maxNode = 65536;

export const linkKey = (from: number, to: number): number => from * maxNode + to;
const connectionKey = (from: number, to: number, channel: number): number => (from * maxNode + to) * channels + channel;
const requesterOf = (key: number): number => Math.floor(key / channels / maxNode);
const responderOf = (key: number): number => Math.floor(key / channels) % maxNode;

const isCut = (s: SimState, from: number, to: number): boolean =>
  from !== to && s.links.get(linkKey(from, to))?.cut === true;

/** Microseconds one way; a node reaches itself by its loopback, in no time. */
const latencyOf = (s: SimState, from: number, to: number): number =>
  from === to ? 0 : (s.links.get(linkKey(from, to))?.latencyUs ?? s.network.latencyUs);

function transit(s: SimState, from: number, to: number, bytes: number): number {
  if (from === to) return 0;
  const net = s.network;
  let us = latencyOf(s, from, to);
  if (net.jitterUs > 0) us += nextBelow(s.dice, net.jitterUs + 1);
  if (net.bandwidth > 0) us += Math.ceil((bytes * 1_000_000) / net.bandwidth);
  const lossPerMillion = s.links.get(linkKey(from, to))?.lossPerMillion ?? net.lossPerMillion;
  if (lossPerMillion > 0 && nextBelow(s.dice, 1_000_000) < lossPerMillion) us += net.retransmitUs;
  return us;
}

/**
 * Whether the process behind a node takes connections for one of its roles: a controller as soon as it runs, a broker from the moment it is unfenced for the first time
 * (BrokerServer.startup calls enableRequestProcessing when lifecycleManager.setReadyToUnfence has completed, 4.3.1).
 */
function isListening(s: SimState, node: number, role: ProcessRole): boolean {
  if (role === 'controller') return s.controllers.get(node)?.running === true;
  if (isControllerOnlyLeft(s, node)) return false;
  const state = s.brokers.get(node)?.state;
  return state === 'running' || state === 'fenced' || state === 'stopping';
}

/** Sends a request. When the other side cannot be reached the requester learns so after one latency. */
export function sendRequest(s: SimState, from: number, to: number, correlationId: number, request: KafkaRequest): void {
  if (isCut(s, from, to) || !isListening(s, to, roleThatTakes(s, to, request))) {
    const us = latencyOf(s, from, to);
    schedule(s, s.nowUs + us, { kind: 'disconnected', refused: true, to: from, peer: to, correlationId, request });
    return;
  }
  const key = connectionKey(from, to, channelOf(request));
  const connection = s.connections.get(key) ?? freshConnection(0);
  const bytes = requestBytes(request);
  const at = Math.max(s.nowUs + transit(s, from, to, bytes), connection.requestsArriveAt);
  const awaited = request.api !== 'Produce' || request.acks !== 0;
  s.connections.set(key, {
    ...connection,
    requestsArriveAt: at,
    inFlight: awaited ? [...connection.inFlight, { correlationId, request }] : connection.inFlight,
  });
  schedule(s, at, {
    kind: 'request',
    connection: key,
    connectionEpoch: connection.epoch,
    correlationId,
    from,
    to,
    request,
    sentAt: s.nowUs,
    bytes,
  });
}

/** Where an answer must go; kept by operations that wait. */
export interface ReplyTo {
  readonly connection: number;
  readonly connectionEpoch: number;
  readonly correlationId: number;
  readonly from: number;
  readonly request: KafkaRequest;
}

/** Takes an arrived request off the wire: null when its connection is gone or is busy with an earlier request. */
export function acceptRequest(s: SimState, event: ReplyTo & { readonly received?: true }): ReplyTo | null {
  const connection = s.connections.get(event.connection);
  const { connectionEpoch, correlationId, from, request } = event;
  if (connection === undefined || connection.epoch !== connectionEpoch) {
    return event.received ? { connection: event.connection, connectionEpoch, correlationId, from, request } : null;
  }
  if (connection.busyWith >= 0) {
    const waiting: WaitingRequest = { correlationId: event.correlationId, request: event.request, from: event.from };
    s.connections.set(event.connection, { ...connection, backlog: [...connection.backlog, waiting] });
    return null;
  }
  s.connections.set(event.connection, { ...connection, busyWith: event.correlationId });
  return { connection: event.connection, connectionEpoch, correlationId, from, request };
}

/** Frees the connection for its next request, which arrives at once. */
function unmute(s: SimState, key: number, connection: Connection): void {
  const [next, ...backlog] = connection.backlog;
  s.connections.set(key, { ...connection, busyWith: -1, backlog });
  if (next === undefined) return;
  schedule(s, s.nowUs, {
    kind: 'request',
    connection: key,
    connectionEpoch: connection.epoch,
    correlationId: next.correlationId,
    from: next.from,
    to: responderOf(key),
    request: next.request,
    sentAt: s.nowUs,
    bytes: 0,
  });
}

/** Answers a request; nothing is sent when its connection has closed. `null`: acks=0, no answer. */
export function sendResponse(s: SimState, to: ReplyTo, response: KafkaResponse | null): void {
  const connection = s.connections.get(to.connection);
  if (connection === undefined || connection.epoch !== to.connectionEpoch) return;
  assert(connection.busyWith === to.correlationId, 'a connection answers the request it is busy with');
  if (response === null) {
    unmute(s, to.connection, connection);
    return;
  }
  const responder = responderOf(to.connection);
  const bytes = responseBytes(response);
  const at = Math.max(s.nowUs + transit(s, responder, to.from, bytes), connection.responsesArriveAt);
  schedule(s, at, {
    kind: 'response',
    connection: to.connection,
    connectionEpoch: to.connectionEpoch,
    correlationId: to.correlationId,
    from: responder,
    to: to.from,
    request: to.request,
    response,
    sentAt: s.nowUs,
    bytes,
  });
  unmute(s, to.connection, { ...connection, responsesArriveAt: at });
}

/** Takes an arrived response off the wire; false when its connection is gone. */
export function acceptResponse(
  s: SimState,
  event: { connection: number; connectionEpoch: number; correlationId: number },
): boolean {
  const connection = s.connections.get(event.connection);
  if (connection === undefined || connection.epoch !== event.connectionEpoch) return false;
  const inFlight = connection.inFlight.filter((sent) => sent.correlationId !== event.correlationId);
  s.connections.set(event.connection, { ...connection, inFlight });
  return true;
}

function closeConnection(s: SimState, key: number, connection: Connection, tellRequester: boolean): void {
  s.connections.set(key, freshConnection(connection.epoch + 1));
  if (!tellRequester) return;
  const to = requesterOf(key);
  const peer = responderOf(key);
  const us = latencyOf(s, peer, to);
  for (const { correlationId, request } of connection.inFlight) {
    schedule(s, s.nowUs + us, { kind: 'disconnected', refused: false, to, peer, correlationId, request });
  }
  // A producer has its eye on its connections also when it waits for nothing on them.
  if (connection.inFlight.length > 0 || !s.producers.has(to)) return;
  schedule(s, s.nowUs + us, { kind: 'disconnected', refused: false, to, peer, correlationId: -1, request: nothing });
}

const nothing: KafkaRequest = { api: 'Metadata', topics: [] };

/** A process is gone: every connection to and from it closes, and those who waited for it learn so. */
export function closeConnectionsOf(s: SimState, node: number): void {
  for (const [key, connection] of [...s.connections]) {
    if (requesterOf(key) === node) closeConnection(s, key, connection, false);
    else if (responderOf(key) === node) closeConnection(s, key, connection, true);
  }
}

/** The broker of a combined node has shut down: its connections close, those of the controller stay. */
export function closeConnectionsOfBroker(s: SimState, node: number): void {
  for (const [key, connection] of [...s.connections]) {
    const channel = key % channels;
    if (requesterOf(key) === node && channelAskedBy(channel) === 'broker') closeConnection(s, key, connection, false);
    else if (responderOf(key) === node && channelTakenBy(channel) === 'broker')
      closeConnection(s, key, connection, true);
  }
}

/** A process gives up what it has asked of another, and learns so. */
export function closeConnectionsBetween(s: SimState, from: number, to: number): void {
  for (const [key, connection] of [...s.connections]) {
    if (requesterOf(key) === from && responderOf(key) === to) closeConnection(s, key, connection, true);
  }
}

/** A broker gives up what it has asked of a controller; what it has asked of a broker of the same process goes on. */
export function closeConnectionsToController(s: SimState, from: number, to: number): void {
  for (const [key, connection] of [...s.connections]) {
    if (requesterOf(key) !== from || responderOf(key) !== to) continue;
    const channel = key % channels;
    if (channelTakenBy(channel) === 'broker' || (isCombined(s, from) && channelAskedBy(channel) === 'controller'))
      continue;
    closeConnection(s, key, connection, true);
  }
}

/** A client closes its own connections to a node: what was on them is not heard of any more. */
export function dropConnections(s: SimState, from: number, to: number): void {
  for (const [key, connection] of [...s.connections]) {
    if (requesterOf(key) === from && responderOf(key) === to) closeConnection(s, key, connection, false);
  }
}

/** A client's connection to a broker could be opened now. */
export const isReachable = (s: SimState, from: number, to: number): boolean =>
  !isCut(s, from, to) && isListening(s, to, 'broker');

/** Microseconds that a connection takes to open, or to be refused: there and back. */
export const handshakeUs = (s: SimState, from: number, to: number): number => 2 * latencyOf(s, from, to);

/** The connection of one request closes under it (a broker's only way to refuse with acks=0). */
export function closeConnectionUnder(s: SimState, reply: ReplyTo): void {
  const connection = s.connections.get(reply.connection);
  if (connection !== undefined && connection.epoch === reply.connectionEpoch) {
    closeConnection(s, reply.connection, connection, true);
  }
}

/** A link that differs from the network in nothing is not kept. */
function setLink(s: SimState, from: number, to: number, change: Partial<LinkState>): void {
  const link = { from, to, cut: false, latencyUs: null, ...s.links.get(linkKey(from, to)), ...change };
  if (link.cut || link.latencyUs !== null || link.lossPerMillion !== undefined) s.links.set(linkKey(from, to), link);
  else s.links.delete(linkKey(from, to));
}

/** Requests from one node to another find no way any more. */
export function cutLink(s: SimState, from: number, to: number): void {
  setLink(s, from, to, { cut: true });
  closeConnectionsBetween(s, from, to);
}

export const healLink = (s: SimState, from: number, to: number): void => setLink(s, from, to, { cut: false });

/** Gives the link a latency of its own, microseconds one way; null takes it back. */
export const slowLink = (s: SimState, from: number, to: number, latencyUs: number | null): void =>
  setLink(s, from, to, { latencyUs });

/** Gives the link a loss of its own: what is lost comes later, as TCP sends it again. null takes it back. */
export function losePackets(s: SimState, from: number, to: number, lossPerMillion: number | null): void {
  if (lossPerMillion !== null) return setLink(s, from, to, { lossPerMillion });
  const link = s.links.get(linkKey(from, to));
  if (link === undefined) return;
  const { lossPerMillion: _, ...rest } = link;
  s.links.set(linkKey(from, to), rest);
  setLink(s, from, to, {});
}
