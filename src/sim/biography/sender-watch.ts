import { decodeUtf8 } from '../../base/utf8.ts';
import type { ProducerEffect, ProducerRecord } from '../../kafka/client/producer/effects.ts';
import type { ProducerBatch } from '../../kafka/client/producer/producer-batch.ts';
import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import { type RecordInput, readRecords } from '../../kafka/record/record-batch.ts';
import type { ClientStep } from '../client/client-nodes.ts';
import type { SimState } from '../state.ts';
import type { BiographyEvent, RecordName } from './biography-line.ts';
import { dataFor, isOf, type Origin } from './first-append.ts';

/** The batch that holds the record now; undefined before it is in one, and when the producer has done with it. */
function batchOf(s: SimState, name: RecordName, { node, ordinal }: Origin): ProducerBatch | undefined {
  for (const batch of s.producers.get(node)?.producer.batches.values() ?? []) {
    if (!isOf(batch, name) || batch.done) continue;
    if (batch.firstOrdinal <= ordinal && ordinal < batch.firstOrdinal + batch.count) return batch;
  }
  return undefined;
}

/** Follows one record at its producer, from send() to its acknowledgement. */
export interface SenderWatch {
  /** Tells what a step of the clients was to the record; `places`: the offsets at which it has been appended. */
  step(s: SimState, step: ClientStep, places: readonly number[]): readonly SenderEvent[];
}

/** `atUs`: when, if not now. */
type SenderEvent = BiographyEvent & { readonly sinceUs?: number };

export function watchSender(name: RecordName, origin: Origin): SenderWatch {
  /** Sends that wait for metadata or memory, and since when. */
  const waiting = new Map<ProducerRecord, number>();
  let batch: ProducerBatch | undefined;
  let batched = false;
  let attempts = 0;
  let failures = 0;

  function birth(s: SimState, producer: string, index: number, record: RecordInput | undefined): SenderEvent[] {
    batched = true;
    const waited = [...waiting].find(([{ key, value }]) => key === record?.key && value === record?.value);
    const key = record === undefined || record.key === null ? null : decodeUtf8(record.key);
    return [
      { kind: 'created', producer, key, sinceUs: waited?.[1] ?? s.nowUs },
      { kind: 'batched', producer, index },
    ];
  }

  function sendings(s: SimState, producer: string, effects: readonly ProducerEffect[]): SenderEvent[] {
    return effects.flatMap((effect) => {
      if (effect.kind !== 'send' || effect.request.api !== 'Produce') return [];
      const data = dataFor(effect.request, name);
      const index = origin.ordinal - (data?.firstOrdinal ?? Number.POSITIVE_INFINITY);
      if (data === undefined || index < 0 || index >= data.batch.count) return [];
      attempts += 1;
      const told: SenderEvent[] = batched ? [] : birth(s, producer, index, readRecords(data.batch)[index]);
      told.push({ kind: 'sent', producer, broker: effect.to, attempt: attempts, records: data.batch.count });
      return effect.request.acks === 0 ? [...told, { kind: 'not-awaited', producer }] : told;
    });
  }

  return {
    step(s, { client, node, effects }, places) {
      const held = s.producers.get(node);
      if (client !== 'producer' || node !== origin.node || held === undefined) return [];
      const producer = held.id;
      const before = batch;
      batch = batchOf(s, name, origin);
      const told: SenderEvent[] = [];
      const retried = failureIn(effects, name, false);
      if (batch !== undefined && batch.attempts > failures && retried !== null) {
        told.push({ kind: 'failed', producer, error: retried, final: false });
      }
      failures = batch?.attempts ?? failures;
      if (!batched && batch !== undefined) {
        const index = origin.ordinal - batch.firstOrdinal;
        told.push(...birth(s, producer, index, batch.records[index]));
      }
      for (const { record } of held.producer.blocked) if (!waiting.has(record)) waiting.set(record, s.nowUs);
      told.push(...sendings(s, producer, effects));
      const isDone = before !== undefined && batch === undefined;
      const offset = isDone ? acknowledgedAt(effects, name, places) : null;
      if (offset !== null) told.push({ kind: 'acknowledged', producer, offset });
      const given = failureIn(effects, name, true);
      if (isDone && given !== null && !told.some(({ kind }) => isEnd(kind)))
        told.push({ kind: 'failed', producer, error: given, final: true });
      return told;
    },
  };
}

const isEnd = (kind: BiographyEvent['kind']): boolean => kind === 'acknowledged' || kind === 'not-awaited';

/** The error with which a batch of the partition failed in this step; null: none did. */
function failureIn(effects: readonly ProducerEffect[], name: RecordName, final: boolean): ErrorCode | null {
  for (const effect of effects) {
    if (effect.kind === 'failed' && effect.final === final && isOf(effect, name)) return effect.error;
  }
  return null;
}

/** Which of the places the producer was told of; null: of none. */
function acknowledgedAt(
  effects: readonly ProducerEffect[],
  name: RecordName,
  places: readonly number[],
): number | null {
  for (const effect of effects) {
    if (effect.kind !== 'acknowledged' || !isOf(effect, name)) continue;
    const { baseOffset, count } = effect;
    const place = places.find((at) => baseOffset <= at && at < baseOffset + count);
    if (place !== undefined) return place;
  }
  return null;
}
