import type { ApiName } from '../../kafka/protocol/requests.ts';
import { packetApis, packetFields, packetStride } from './packet-rows.ts';

/** One message in flight. */
export interface Packet {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly api: ApiName;
  readonly isResponse: boolean;
  readonly sentAtUs: number;
  readonly arrivesAtUs: number;
  readonly records: number;
  /** PartitionView.index; −1 when it is about none or several. */
  readonly partitionIndex: number;
}

export const maxPackets = 200;

const at = (field: (typeof packetFields)[number]): number => packetFields.indexOf(field);
const [from, to, api, isResponse] = [at('from'), at('to'), at('api'), at('isResponse')];
const [sentAtUs, arrivesAtUs, records] = [at('sentAtUs'), at('arrivesAtUs'), at('records')];
const [partitionIndex, id] = [at('partitionIndex'), at('id')];

/** Reads the rows of a snapshot's packets; rows with an unknown api are left out. */
export function readPackets(rows: Float64Array): Packet[] {
  const packets: Packet[] = [];
  const count = Math.min(maxPackets, Math.floor(rows.length / packetStride));
  for (let row = 0; row < count; row++) {
    const field = (index: number) => rows[row * packetStride + index] ?? 0;
    const name = packetApis[field(api)];
    if (name === undefined) continue;
    packets.push({
      id: field(id),
      from: field(from),
      to: field(to),
      api: name,
      isResponse: field(isResponse) !== 0,
      sentAtUs: field(sentAtUs),
      arrivesAtUs: field(arrivesAtUs),
      records: field(records),
      partitionIndex: field(partitionIndex),
    });
  }
  return packets;
}

/** Share of its way at a moment, 0…1; null before it was sent and after it arrived. */
export function shareAt(packet: Packet, nowUs: number): number | null {
  if (nowUs < packet.sentAtUs || nowUs > packet.arrivesAtUs) return null;
  const way = packet.arrivesAtUs - packet.sentAtUs;
  return way <= 0 ? 1 : (nowUs - packet.sentAtUs) / way;
}

/** Records in a batch packet's few pixels: 7, 42, 999, 1k, 12k. */
export const shortCount = (count: number): string =>
  count < 1000
    ? String(count)
    : count < 1_000_000
      ? `${Math.floor(count / 1000)}k`
      : `${Math.floor(count / 1_000_000)}M`;

export const packetHeight = 14;
export const packetWidth = (label: string): number => Math.max(18, 8 + label.length * 6);
