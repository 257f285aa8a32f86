import { msToUs } from '../../../base/units.ts';
import type { MetadataResponse } from '../../protocol/requests.ts';
import { backoffUs } from '../backoff.ts';
import type { ProducerContext, ProducerEffect } from './effects.ts';
import type { Producer } from './producer-state.ts';

/** Asks for newer metadata soon: at once when none is on its way and the last answer is older than the backoff. */
export function wantMetadata(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): void {
  if (p.metadataStale || p.metadataInFlight >= 0) return;
  p.metadataStale = true;
  const random = ctx.random() / 0x8000_0000;
  const wait = backoffUs(p.config.retryBackoffMs, p.config.retryBackoffMaxMs, p.metadataAttempts, random);
  const earliest = p.metadataUpdatedUs < 0 ? ctx.nowUs : p.metadataUpdatedUs + wait;
  effects.push({ kind: 'timer', key: 'metadata', atUs: Math.max(ctx.nowUs, earliest) });
}

/** Asks a broker it knows, else one of bootstrap.servers. Source: NetworkClient.leastLoadedNode, here by the dice. */
export function sendMetadataRequest(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): void {
  if (p.metadataInFlight >= 0 || p.wantedTopics.length === 0) return;
  const among = p.brokers.length > 0 ? p.brokers : ctx.bootstrap;
  const to = among[ctx.random() % Math.max(1, among.length)];
  if (to === undefined) {
    effects.push({ kind: 'timer', key: 'metadata', atUs: ctx.nowUs + msToUs(p.config.retryBackoffMs) });
    return;
  }
  const correlationId = p.nextCorrelationId;
  p.nextCorrelationId += 1;
  p.metadataInFlight = correlationId;
  effects.push({ kind: 'send', to, correlationId, request: { api: 'Metadata', topics: p.wantedTopics } });
  effects.push({ kind: 'timer', key: `request:${correlationId}`, atUs: ctx.nowUs + msToUs(p.config.requestTimeoutMs) });
}

/** Takes over what is not older than what is known; a partition without a leader is asked for again. */
export function onMetadata(
  p: Producer,
  response: MetadataResponse,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  p.metadataInFlight = -1;
  p.metadataStale = false;
  p.metadataUpdatedUs = ctx.nowUs;
  if (response.brokers.length > 0) p.brokers = response.brokers.map((broker) => broker.nodeId);
  let complete = true;
  for (const topic of response.topics) {
    if (topic.error !== 'NONE') {
      complete = false;
      continue;
    }
    const known = p.topics.get(topic.name);
    const partitions = topic.partitions.map((info, at) => {
      const old = known?.partitions[at];
      return old !== undefined && old.leaderEpoch > info.leaderEpoch ? old : info;
    });
    p.topics.set(topic.name, { ...topic, partitions });
    if (partitions.some((info) => info.leader < 0)) complete = false;
  }
  p.metadataAttempts = complete ? 0 : p.metadataAttempts + 1;
  if (complete) effects.push({ kind: 'timer', key: 'metadata', atUs: ctx.nowUs + msToUs(p.config.metadataMaxAgeMs) });
  else wantMetadata(p, ctx, effects);
}

/** The broker asked could not answer: another is tried, after the bootstrap list when none is left. */
export function onMetadataLost(
  p: Producer,
  to: number | undefined,
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  p.metadataInFlight = -1;
  p.metadataStale = false;
  if (to !== undefined) p.brokers = p.brokers.filter((id) => id !== to);
  p.metadataUpdatedUs = ctx.nowUs;
  wantMetadata(p, ctx, effects);
}
