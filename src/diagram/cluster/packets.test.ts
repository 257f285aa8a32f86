import { expect, test } from 'vitest';
import { readPackets, shareAt, shortCount } from './packets.ts';
import { packetRows } from './testing/snapshot-fixture.ts';

test('packet rows are read back by their fields', () => {
  const rows = packetRows([
    {
      from: 1,
      to: 2,
      api: 'Fetch',
      isResponse: true,
      sentAtUs: 5,
      arrivesAtUs: 9,
      records: 3,
      partitionIndex: 4,
      id: 77,
    },
  ]);
  expect(readPackets(rows)).toEqual([
    {
      id: 77,
      from: 1,
      to: 2,
      api: 'Fetch',
      isResponse: true,
      sentAtUs: 5,
      arrivesAtUs: 9,
      records: 3,
      partitionIndex: 4,
    },
  ]);
});

test('at most 200 packets are read', () => {
  expect(readPackets(packetRows(Array.from({ length: 250 }, (_, id) => ({ from: 1, to: 2, id }))))).toHaveLength(200);
});

test('a packet is drawn only between sending and arrival', () => {
  const [packet] = readPackets(packetRows([{ from: 1, to: 2, sentAtUs: 100, arrivesAtUs: 300 }]));
  if (!packet) throw new Error('no packet');
  expect(shareAt(packet, 99)).toBe(null);
  expect(shareAt(packet, 100)).toBe(0);
  expect(shareAt(packet, 150)).toBe(0.25);
  expect(shareAt(packet, 300)).toBe(1);
  expect(shareAt(packet, 301)).toBe(null);
});

test('a count of records stays short', () => {
  expect([7, 999, 1000, 12_345, 2_000_000].map(shortCount)).toEqual(['7', '999', '1k', '12k', '2M']);
});
