import { decodeUtf8 } from '../base/utf8.ts';
import { exceptionName } from '../kafka/protocol/exceptions.ts';
import type { FetchPartition, FetchRequest } from '../kafka/protocol/requests.ts';
import { readRecords } from '../kafka/record/record-batch.ts';
import { isAlive } from '../sim/broker/broker-state.ts';
import { answerListOffsets, answerMetadata } from '../sim/broker/client-requests.ts';
import { readPartition } from '../sim/broker/fetch-read.ts';
import { sendByHand, startProducer } from '../sim/client/producer-process.ts';
import { activeController } from '../sim/controller/active-controller.ts';
import { linkKey } from '../sim/network.ts';
import type { SimState } from '../sim/state.ts';
import { committedImage } from '../sim/view/committed-image.ts';
import { advance, ms, second } from './story-clock.ts';
import type { ProduceStep, StoryResult } from './story-steps.ts';

/** The process of the broker runs and answers. */
export function answers(s: SimState, id: number): boolean {
  const broker = s.brokers.get(id);
  return broker !== undefined && isAlive(broker) && broker.frozen === null;
}

/** Its requests reach the controller, so that its metadata is of today and it can forward what it is asked. */
export const isConnected = (s: SimState, id: number): boolean =>
  answers(s, id) && s.links.get(linkKey(id, activeController(s).id))?.cut !== true;

/** Real clients ask any broker first; where the outcome depends on it, two recordings do not agree. */
function brokersToAsk(s: SimState): number[] {
  const ids = [...s.brokers.keys()];
  for (const isFit of [isConnected, answers]) {
    const found = ids.filter((id) => isFit(s, id));
    if (found.length > 0) return found;
  }
  return ids.filter((id) => {
    const broker = s.brokers.get(id);
    return broker !== undefined && isAlive(broker);
  });
}

/** A fresh producer sends one batch; runs until its answer, or its time, has come. */
export function produce(s: SimState, step: ProduceStep): StoryResult {
  const timeout = Number(step.timeout ?? 5000);
  const idempotent = step.idempotent !== undefined && step.acks === 'all';
  const configs = {
    acks: step.acks,
    'enable.idempotence': String(idempotent),
    retries: idempotent ? '10' : '0',
    'linger.ms': '20',
    'request.timeout.ms': String(timeout),
    'delivery.timeout.ms': String(timeout + 1000),
    'max.block.ms': '5000',
  };
  const { topic, partition } = step;
  const id = `story-${s.nextClientNode}`;
  const setup = { id, topic, ratePerSecond: 0, keys: { kind: 'none' } as const, valueBytes: 0, configs };
  const node = startProducer(s, setup, step.via === undefined ? brokersToAsk(s) : [step.via]);
  const toldBefore = s.updates.length;
  const first = Number(step.first.slice(1));
  for (let n = first; n < first + step.count; n++) sendByHand(s, node, { topic, partition, key: null, value: `m${n}` });
  const done = (): number => {
    const producer = s.producers.get(node)?.producer;
    return (producer?.acknowledged ?? 0) + (producer?.failed ?? 0);
  };
  for (let waited = 0; waited < 60 * second && done() < step.count; waited += 10 * ms) advance(s, 10 * ms);
  for (const update of s.updates.slice(toldBefore)) {
    if (update.kind === 'record-acknowledged' && update.producer === id) {
      return { ok: true, baseOffset: update.offset };
    }
    if (update.kind === 'produce-failed' && update.producer === id && update.final) {
      return { ok: false, error: exceptionName(update.error) };
    }
  }
  return done() < step.count ? { ok: false, error: 'TimeoutException' } : { ok: true, baseOffset: -1 };
}

/** Whom a broker believes to lead, if that broker's process runs and answers. */
function leaderBy(s: SimState, asked: number, topic: string, partition: number): number | null {
  const found = answerMetadata(s, asked, { api: 'Metadata', topics: [topic] }).topics[0]?.partitions[partition];
  return found !== undefined && found.leader >= 0 && answers(s, found.leader) ? found.leader : null;
}

type Position = 'earliest' | 'latest';

/**
 * ListOffsets by a client that starts at the leader: null when there is no live leader. What is retried until the
 * client's time is over ends as its TimeoutException.
 */
export function leaderOffset(
  s: SimState,
  topic: string,
  partition: number,
  position: Position,
): number | string | null {
  const leader = committedImage(s).topics.get(topic)?.partitions[partition]?.leader ?? -1;
  const broker = s.brokers.get(leader);
  if (broker === undefined || !isAlive(broker)) return null;
  const asked = answers(s, leader) ? leaderBy(s, leader, topic, partition) : null;
  const offset = asked === null ? null : listOffset(s, asked, topic, partition, position);
  return offset ?? 'TimeoutException';
}

function listOffset(s: SimState, leader: number, topic: string, partition: number, position: Position): number | null {
  const timestamp = position === 'earliest' ? -2 : -1;
  const answer = answerListOffsets(s, leader, {
    api: 'ListOffsets',
    replicaId: -1,
    isolationLevel: 'read_uncommitted',
    partitions: [{ topic, partition, currentLeaderEpoch: -1, timestamp }],
  }).responses[0];
  return answer?.error === 'NONE' ? answer.offset : null;
}

const pollUs = 200 * ms;

/** A standalone consumer reads from `from`, else the beginning, for 4 s, and 1 s after the last record. */
export function consume(s: SimState, topic: string, partition: number, from: number | undefined): StoryResult {
  const values: string[] = [];
  let position: number | null = from ?? null;
  let left = 4 * second;
  for (; left > 0; left -= pollUs) {
    advance(s, pollUs);
    const asked = brokersToAsk(s)[0];
    const leader = asked === undefined || !answers(s, asked) ? null : leaderBy(s, asked, topic, partition);
    if (leader === null) continue;
    position ??= listOffset(s, leader, topic, partition, 'earliest');
    if (position === null) continue;
    const { response } = readPartition(s, leader, consumerFetch, fetchAt(topic, partition, position), maxBytes);
    if (response.error === 'OFFSET_OUT_OF_RANGE') return { ok: false, error: exceptionName(response.error), values };
    for (const batch of response.records) {
      for (const record of readRecords(batch)) {
        if (record.offset < position) continue;
        values.push(`${record.offset}:${record.value === null ? 'null' : decodeUtf8(record.value)}`);
        position = record.offset + 1;
        left = second;
      }
    }
  }
  return { ok: true, values };
}

const maxBytes = 50 * 1024 * 1024;
const consumerFetch: FetchRequest = {
  api: 'Fetch',
  replicaId: -1,
  replicaEpoch: -1,
  maxWaitMs: 500,
  minBytes: 1,
  maxBytes,
  isolationLevel: 'read_uncommitted',
  rackId: '',
  partitions: [],
};
const fetchAt = (topic: string, partition: number, fetchOffset: number): FetchPartition => ({
  topic,
  partition,
  currentLeaderEpoch: -1,
  fetchOffset,
  lastFetchedEpoch: -1,
  logStartOffset: -1,
  partitionMaxBytes: maxBytes,
});
