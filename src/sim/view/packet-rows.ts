import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import type { SimEvent } from '../event-queue.ts';
import { packetApis, packetStride } from '../snapshot.ts';
import type { SimState } from '../state.ts';

const maxPackets = 200;
const partsPerMessage = 64;

type Message = Extract<SimEvent, { kind: 'request' | 'response' }>;

interface Part {
  readonly records: number;
  readonly bytes: number;
  readonly partitionIndex: number;
}

const recordsIn = (batches: readonly RecordBatch[]): number => batches.reduce((sum, batch) => sum + batch.count, 0);
const bytesIn = (batches: readonly RecordBatch[]): number => batches.reduce((sum, batch) => sum + batch.sizeInBytes, 0);

/** What a message carries of each user partition; one empty part when it carries no records. */
function partsOf(message: Message, order: ReadonlyMap<string, number>): Part[] {
  const index = (topic: string, partition: number): number => order.get(`${topic}-${partition}`) ?? -1;
  const parts: Part[] = [];
  if (message.kind === 'request' && message.request.api === 'Produce') {
    for (const { topic, partition, batch } of message.request.data) {
      parts.push({ records: batch.count, bytes: batch.sizeInBytes, partitionIndex: index(topic, partition) });
    }
  } else if (message.kind === 'response' && message.response.api === 'Fetch') {
    for (const { topic, partition, records } of message.response.responses) {
      if (records.length === 0) continue;
      parts.push({ records: recordsIn(records), bytes: bytesIn(records), partitionIndex: index(topic, partition) });
    }
  } else if (message.kind === 'response' && message.request.api === 'Produce') {
    for (const { topic, partition } of message.request.data) {
      parts.push({ records: 0, bytes: 0, partitionIndex: index(topic, partition) });
    }
  }
  return parts.length > 0 ? parts : [{ records: 0, bytes: message.bytes, partitionIndex: -1 }];
}

/** Messages in flight, those with records first; see packetFields. */
export function packetRows(s: SimState, order: ReadonlyMap<string, number>): Float64Array {
  const rows: number[][] = [];
  for (const event of s.queue) {
    if (event.kind !== 'request' && event.kind !== 'response') continue;
    if (event.at <= event.sentAt || s.connections.get(event.connection)?.epoch !== event.connectionEpoch) continue;
    const api = packetApis.indexOf(event.request.api);
    const isResponse = event.kind === 'response' ? 1 : 0;
    for (const [at, part] of partsOf(event, order).entries()) {
      const id = event.sequence * partsPerMessage + Math.min(at, partsPerMessage - 1);
      rows.push([
        event.from,
        event.to,
        api,
        isResponse,
        event.sentAt,
        event.at,
        part.records,
        part.partitionIndex,
        part.bytes,
        id,
      ]);
    }
  }
  rows.sort((x, y) => (y[6] ?? 0) - (x[6] ?? 0) || (x[9] ?? 0) - (y[9] ?? 0));
  const kept = rows.slice(0, maxPackets);
  const packets = new Float64Array(kept.length * packetStride);
  for (const [at, row] of kept.entries()) packets.set(row, at * packetStride);
  return packets;
}
