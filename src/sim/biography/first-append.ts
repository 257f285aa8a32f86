import { batchAt } from '../../kafka/log/partition-log.ts';
import type { ProduceRequest } from '../../kafka/protocol/requests.ts';
import { readRecords } from '../../kafka/record/record-batch.ts';
import type { SimEvent } from '../event-queue.ts';
import type { SimState } from '../state.ts';
import type { RecordName } from './biography-line.ts';
import { holders, logOn } from './record-place.ts';
import type { Onlooker } from './replay.ts';

/** Which of an application's sends a record is: the number that its producer gave it in its partition. */
export interface Origin {
  readonly node: number;
  readonly ordinal: number;
}

export interface FirstAppend {
  /** null: no application sent it. */
  readonly origin: Origin | null;
  /** When it was put into a batch, or earlier; microseconds. */
  readonly sinceUs: number;
}

/** The Produce that this event brings to its broker, and who sent it. */
export function produceIn(event: SimEvent | null): { readonly from: number; readonly request: ProduceRequest } | null {
  if (event?.kind === 'request' && event.request.api === 'Produce') {
    return { from: event.from, request: event.request };
  }
  if (event?.kind !== 'written' || event.work.kind !== 'request') return null;
  const { request, reply } = event.work;
  return { from: reply.from, request };
}

type ProduceData = ProduceRequest['data'][number];

export const dataFor = (request: ProduceRequest, { topic, partition }: RecordName): ProduceData | undefined =>
  request.data.find((data) => data.topic === topic && data.partition === partition);

/** Waits for the record to be appended. */
export function awaitAppend(name: RecordName): Onlooker & { readonly found: () => FirstAppend | null } {
  let found: FirstAppend | null = null;
  return {
    before: () => undefined,
    after: (s, event) => {
      const [broker] = holders(s, name);
      if (broker === undefined) return false;
      found = look(s, broker, event, name);
      return true;
    },
    found: () => found,
  };
}

function look(s: SimState, broker: number, event: SimEvent | null, name: RecordName): FirstAppend {
  const log = logOn(s, broker, name);
  const batch = log && batchAt(log, name.offset);
  const produce = produceIn(event);
  const data = produce === null ? undefined : dataFor(produce.request, name);
  if (batch === undefined || produce === null || data?.firstOrdinal === undefined) {
    return { origin: null, sinceUs: s.nowUs };
  }
  const ordinal = data.firstOrdinal + name.offset - batch.baseOffset;
  const origin = { node: produce.from, ordinal };
  const createdUs = [...(s.producers.get(produce.from)?.producer.batches.values() ?? [])].find(
    (other) => isOf(other, name) && other.firstOrdinal === data.firstOrdinal,
  )?.createdUs;
  if (createdUs !== undefined) return { origin, sinceUs: createdUs };
  // The producer has done with the batch: there is nothing but its records' own word.
  const timestampMs = readRecords(batch).find(({ offset }) => offset === name.offset)?.timestamp ?? s.startTimeMs;
  const createdMs = Math.max(0, Math.min(timestampMs - s.startTimeMs, Math.floor(s.nowUs / 1000)));
  return { origin, sinceUs: createdMs * 1000 };
}

export const isOf = (
  { topic, partition }: { readonly topic: string; readonly partition: number },
  name: RecordName,
): boolean => topic === name.topic && partition === name.partition;
