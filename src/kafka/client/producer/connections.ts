import { backoffUs } from '../backoff.ts';
import type { ProducerContext, ProducerEffect } from './effects.ts';
import type { Producer } from './producer-state.ts';

/** What a client knows of its connection to one node (ClusterConnectionStates.NodeConnectionState). Immutable. */
export interface NodeConnection {
  readonly state: 'connecting' | 'connected' | 'disconnected';
  /** Connections that closed or were refused since one was open last. */
  readonly failedAttempts: number;
  readonly lastAttemptUs: number;
  /** Of one that is disconnected: no new attempt before. */
  readonly retryAtUs: number;
}

export const isConnected = (p: Producer, node: number): boolean => p.connections.get(node)?.state === 'connected';

const isConnecting = (p: Producer, node: number): boolean => p.connections.get(node)?.state === 'connecting';

export const isAnyConnecting = (p: Producer): boolean =>
  [...p.connections.keys()].some((node) => isConnecting(p, node));

export function canConnect(p: Producer, node: number, nowUs: number): boolean {
  const known = p.connections.get(node);
  return known === undefined || (known.state === 'disconnected' && nowUs >= known.retryAtUs);
}

export function requestsTo(p: Producer, node: number): number {
  let count = 0;
  for (const { to } of p.requests.values()) if (to === node) count += 1;
  return count;
}

/** NetworkClient.canSendRequest: at most max.in.flight.requests.per.connection wait for an answer. */
export const canSend = (p: Producer, node: number): boolean =>
  isConnected(p, node) && requestsTo(p, node) < p.config.maxInFlightRequestsPerConnection;

export function connect(p: Producer, node: number, ctx: ProducerContext, effects: ProducerEffect[]): void {
  const failedAttempts = p.connections.get(node)?.failedAttempts ?? 0;
  p.connections.set(node, { state: 'connecting', failedAttempts, lastAttemptUs: ctx.nowUs, retryAtUs: 0 });
  effects.push({ kind: 'connect', node });
}

export function noteConnected(p: Producer, node: number, ctx: ProducerContext): void {
  if (!isConnecting(p, node)) return;
  p.connections.set(node, { state: 'connected', failedAttempts: 0, lastAttemptUs: ctx.nowUs, retryAtUs: 0 });
}

/** ClusterConnectionStates.disconnected: the next attempt waits reconnect.backoff.ms, doubling with each failure. */
export function noteDisconnected(p: Producer, node: number, ctx: ProducerContext): void {
  const failedAttempts = p.connections.get(node)?.failedAttempts ?? 0;
  const { reconnectBackoffMs, reconnectBackoffMaxMs } = p.config;
  const wait = backoffUs(reconnectBackoffMs, reconnectBackoffMaxMs, failedAttempts, ctx.random() / 0x8000_0000);
  p.connections.set(node, {
    state: 'disconnected',
    failedAttempts: failedAttempts + 1,
    lastAttemptUs: ctx.nowUs,
    retryAtUs: ctx.nowUs + wait,
  });
}

export interface LeastLoaded {
  /** null: none can be asked or connected to now. */
  readonly node: number | null;
  readonly anyConnected: boolean;
}

/**
 * The node with the fewest requests in flight among those that take one now; else one that is being connected to; else
 * the one whose last attempt is longest ago. From a random place in the list on. Source: NetworkClient.leastLoadedNode.
 */
export function leastLoadedNode(p: Producer, ctx: ProducerContext): LeastLoaded {
  const nodes = p.metadata.brokers ?? ctx.bootstrap;
  const offset = nodes.length > 1 ? ctx.random() % nodes.length : 0;
  const turned = [...nodes.slice(offset), ...nodes.slice(0, offset)];
  const anyConnected = turned.some((node) => isConnected(p, node));
  let ready: number | null = null;
  for (const node of turned) {
    if (!canSend(p, node)) continue;
    if (ready === null || requestsTo(p, node) < requestsTo(p, ready)) ready = node;
  }
  if (ready !== null) return { node: ready, anyConnected };
  const connecting = turned.findLast((node) => isConnecting(p, node));
  if (connecting !== undefined) return { node: connecting, anyConnected };
  let oldest: number | null = null;
  for (const node of turned) {
    if (canConnect(p, node, ctx.nowUs) && (oldest === null || attemptOf(p, node) < attemptOf(p, oldest))) oldest = node;
  }
  return { node: oldest, anyConnected };
}

const attemptOf = (p: Producer, node: number): number => p.connections.get(node)?.lastAttemptUs ?? 0;

/** When the first node that may not be connected to yet may be. */
export function nextConnectUs(p: Producer, ctx: ProducerContext): number {
  let at = Number.POSITIVE_INFINITY;
  for (const node of p.metadata.brokers ?? ctx.bootstrap) {
    const known = p.connections.get(node);
    if (known?.state === 'disconnected') at = Math.min(at, known.retryAtUs);
  }
  return at;
}
