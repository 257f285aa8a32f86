import { msToUs } from '../../../base/units.ts';
import type { KafkaRequest } from '../../protocol/requests.ts';
import type { ConsumerContext, ConsumerEffect } from './effects.ts';
import type { Consumer, RequestPurpose } from './state.ts';

/** One step of the consumer: the state it changes, what it may ask, what it has asked for so far. */
export interface Turn {
  readonly consumer: Consumer;
  readonly ctx: ConsumerContext;
  readonly effects: ConsumerEffect[];
  /** Requests whose connection this step closed; they fail at its end. */
  readonly dropped: number[];
}

/** JoinGroup may take as long as a rebalance, and a little more (AbstractCoordinator.JOIN_GROUP_TIMEOUT_LAPSE). */
const joinGroupTimeoutLapseMs = 5_000;
const reconnectBackoffMs = 50;
const reconnectBackoffMaxMs = 1_000;

export function send(
  turn: Turn,
  to: number,
  request: KafkaRequest,
  purpose: RequestPurpose,
  toCoordinator = false,
): void {
  const { consumer, ctx } = turn;
  const { requestTimeoutMs, maxPollIntervalMs } = consumer.config;
  const timeoutMs =
    request.api === 'JoinGroup'
      ? Math.max(requestTimeoutMs, maxPollIntervalMs + joinGroupTimeoutLapseMs)
      : requestTimeoutMs;
  const correlationId = consumer.nextCorrelationId++;
  const deadlineUs = ctx.nowUs + msToUs(timeoutMs);
  consumer.inFlight.set(correlationId, { to, toCoordinator, sentAtUs: ctx.nowUs, deadlineUs, purpose });
  turn.effects.push({ kind: 'send', to, correlationId, request });
  if (consumer.timeoutsAtUs === null || deadlineUs < consumer.timeoutsAtUs) {
    consumer.timeoutsAtUs = deadlineUs;
    turn.effects.push({ kind: 'timer', key: 'timeouts', atUs: deadlineUs });
  }
}

export function log(turn: Turn, level: 'INFO' | 'WARN' | 'ERROR', message: string): void {
  turn.effects.push({ kind: 'log', level, message });
}

/**
 * initial · 2^attempts, at most max, give or take a fifth; in microseconds.
 * Source: clients/src/main/java/org/apache/kafka/common/utils/ExponentialBackoff.java.
 */
export function exponentialBackoffUs(turn: Turn, attempts: number, initialMs: number, maxMs: number): number {
  if (maxMs <= initialMs) return msToUs(Math.min(initialMs, maxMs));
  let ms = initialMs;
  for (let i = 0; i < attempts && ms < maxMs; i++) ms *= 2;
  const jitter = 0.8 + 0.4 * turn.ctx.random();
  return Math.floor(msToUs(Math.min(Math.min(ms, maxMs) * jitter, maxMs)));
}

/** With retry.backoff.ms and retry.backoff.max.ms. */
export const retryBackoffUs = (turn: Turn, attempts: number): number =>
  exponentialBackoffUs(turn, attempts, turn.consumer.config.retryBackoffMs, turn.consumer.config.retryBackoffMaxMs);

/** reconnect.backoff.ms and .max.ms, at their defaults: the node is left alone for a while. */
export function backOffNode(turn: Turn, nodeId: number): void {
  const attempts = turn.consumer.nodeBackoff.get(nodeId)?.attempts ?? 0;
  const backoffUs = exponentialBackoffUs(turn, attempts, reconnectBackoffMs, reconnectBackoffMaxMs);
  turn.consumer.nodeBackoff.set(nodeId, { untilUs: turn.ctx.nowUs + backoffUs, attempts: attempts + 1 });
}

export const isNodeAvailable = (turn: Turn, nodeId: number): boolean =>
  (turn.consumer.nodeBackoff.get(nodeId)?.untilUs ?? 0) <= turn.ctx.nowUs;

/**
 * The node with the fewest requests under way, starting at a random one; null when all have just failed.
 * Source: NetworkClient.leastLoadedNode, without its preference for open connections.
 */
export function leastLoadedNode(turn: Turn): number | null {
  const { brokers } = turn.consumer.metadata;
  const nodes = brokers.length > 0 ? brokers : turn.ctx.bootstrap;
  const load = new Map<number, number>();
  for (const request of turn.consumer.inFlight.values()) {
    if (!request.toCoordinator) load.set(request.to, (load.get(request.to) ?? 0) + 1);
  }
  const offset = Math.floor(turn.ctx.random() * nodes.length);
  let best: number | null = null;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[(offset + i) % nodes.length];
    if (node === undefined || !isNodeAvailable(turn, node)) continue;
    if (best === null || (load.get(node) ?? 0) < (load.get(best) ?? 0)) best = node;
  }
  return best;
}
