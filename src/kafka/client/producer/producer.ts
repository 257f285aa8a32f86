import { msToUs } from '../../../base/units.ts';
import { appendRecord, sizeBound } from './accumulator.ts';
import type { ProducerContext, ProducerEffect, ProducerInput, ProducerRecord } from './effects.ts';
import { onMetadata, onMetadataLost, sendMetadataRequest, wantMetadata } from './metadata.ts';
import type { Producer } from './producer-state.ts';
import { onProduceLost, onProduceRefused, onProduceResponse, runSender } from './sender.ts';

export { type ProducerConfig, producerConfigFrom } from './config.ts';
export type { ProducerContext, ProducerEffect, ProducerInput, ProducerRecord } from './effects.ts';
export { copyProducer, createProducer, isBlocked, type Producer, pendingRecords } from './producer-state.ts';

/** One step of a producer client (KafkaProducer and its sender thread). Gives what it asks of the world, in order. */
export function stepProducer(p: Producer, input: ProducerInput, ctx: ProducerContext): ProducerEffect[] {
  const effects: ProducerEffect[] = [];
  switch (input.kind) {
    case 'start':
      break;
    case 'send':
      if (!send(p, input.record, ctx, effects)) return effects;
      break;
    case 'timer':
      onTimer(p, input.key, ctx, effects);
      break;
    case 'response':
      if (input.response.api === 'Metadata') {
        effects.push({ kind: 'cancelTimer', key: `request:${input.correlationId}` });
        onMetadata(p, input.response, ctx, effects);
        unblock(p, ctx, effects);
      } else if (input.response.api === 'Produce') {
        onProduceResponse(p, input.correlationId, input.response, ctx, effects);
      }
      break;
    case 'disconnected':
      onLost(p, input.correlationId, input.refused ? 'refused' : 'closed', ctx, effects);
      break;
  }
  runSender(p, ctx, effects);
  return effects;
}

/**
 * KafkaProducer.send: waits for metadata, at most max.block.ms, then appends to the accumulator. False when the sender
 * has nothing to do with it yet: the record joined a batch that goes on filling.
 */
function send(p: Producer, record: ProducerRecord, ctx: ProducerContext, effects: ProducerEffect[]): boolean {
  if (sizeBound(record) > p.config.maxRequestSize) {
    fail(p, record, 'MESSAGE_TOO_LARGE', effects);
    return false;
  }
  const topic = p.topics.get(record.topic);
  if (topic !== undefined && (record.partition === null || record.partition < topic.partitions.length)) {
    return appendRecord(p, topic, record, ctx, effects);
  }
  p.blocked = [...p.blocked, { record, sinceUs: ctx.nowUs }];
  if (!p.wantedTopics.includes(record.topic)) p.wantedTopics = [...p.wantedTopics, record.topic];
  wantMetadata(p, ctx, effects);
  effects.push({ kind: 'timer', key: 'max-block', atUs: ctx.nowUs + msToUs(p.config.maxBlockMs) });
  return true;
}

function fail(
  p: Producer,
  record: ProducerRecord,
  error: 'MESSAGE_TOO_LARGE' | 'REQUEST_TIMED_OUT',
  effects: ProducerEffect[],
): void {
  p.failed += 1;
  const tags = record.tag === null ? [] : [record.tag];
  effects.push({
    kind: 'failed',
    topic: record.topic,
    partition: record.partition ?? -1,
    count: 1,
    error,
    final: true,
    tags,
  });
}

/** Records whose metadata has come go on in their order; those that waited max.block.ms fail. */
function unblock(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): void {
  const waiting = p.blocked;
  p.blocked = [];
  for (const held of waiting) {
    const topic = p.topics.get(held.record.topic);
    if (topic !== undefined && (held.record.partition === null || held.record.partition < topic.partitions.length)) {
      appendRecord(p, topic, held.record, ctx, effects);
    } else if (held.sinceUs + msToUs(p.config.maxBlockMs) <= ctx.nowUs) {
      fail(p, held.record, 'REQUEST_TIMED_OUT', effects);
    } else {
      p.blocked = [...p.blocked, held];
      wantMetadata(p, ctx, effects);
    }
  }
}

function onTimer(p: Producer, key: string, ctx: ProducerContext, effects: ProducerEffect[]): void {
  if (key === 'metadata') {
    sendMetadataRequest(p, ctx, effects);
  } else if (key === 'max-block') {
    unblock(p, ctx, effects);
  } else if (key.startsWith('request:')) {
    onLost(p, Number(key.slice('request:'.length)), 'timed-out', ctx, effects);
  }
}

function onLost(
  p: Producer,
  correlationId: number,
  why: 'refused' | 'closed' | 'timed-out',
  ctx: ProducerContext,
  effects: ProducerEffect[],
): void {
  effects.push({ kind: 'cancelTimer', key: `request:${correlationId}` });
  if (correlationId === p.metadataInFlight) onMetadataLost(p, undefined, ctx, effects);
  else if (why === 'refused') onProduceRefused(p, correlationId, ctx, effects);
  else onProduceLost(p, correlationId, why === 'closed' ? 'NETWORK_EXCEPTION' : 'REQUEST_TIMED_OUT', ctx, effects);
}
