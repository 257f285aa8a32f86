import type { DiskTrouble } from '../broker/broker-state.ts';
import { brokerOf, nodeOfReplicaKey, ownBroker, type SimState } from '../state.ts';

const sound: DiskTrouble = { appendUs: 0, flushUs: 0, capacityBytes: null, busyUntilUs: 0 };

function setDisk(s: SimState, id: number, change: Partial<DiskTrouble>): void {
  const disk = { ...(brokerOf(s, id).disk ?? sound), ...change };
  if (disk.appendUs > 0 || disk.flushUs > 0 || disk.capacityBytes !== null) {
    ownBroker(s, id).disk = disk;
    return;
  }
  const { disk: _, ...rest } = ownBroker(s, id);
  s.brokers.set(id, rest);
}

/** Gives the disk its time for an append and for a flush, microseconds; 0 and 0 take it back. */
export const slowDisk = (s: SimState, id: number, appendUs: number, flushUs: number): void =>
  setDisk(s, id, { appendUs, flushUs, busyUntilUs: 0 });

/** There is room for so many bytes more than the logs have now; null: for any. */
export function limitDisk(s: SimState, id: number, freeBytes: number | null): void {
  setDisk(s, id, { capacityBytes: freeBytes === null ? null : bytesOnDisk(s, id) + freeBytes });
}

/** Of all .log files, those among them that only wait to be deleted. */
function bytesOnDisk(s: SimState, id: number): number {
  let bytes = 0;
  for (const [key, log] of s.logs) {
    if (nodeOfReplicaKey(key) !== id) continue;
    for (const { sizeInBytes } of log.segments) bytes += sizeInBytes;
    for (const { name, sizeInBytes } of log.deletedFiles) if (name.includes('.log')) bytes += sizeInBytes;
  }
  for (const { sizeInBytes } of brokerOf(s, id).deletedDirectories) bytes += sizeInBytes;
  return bytes;
}

/** Whether so many bytes more can be written. */
export function hasRoom(s: SimState, id: number, bytes: number): boolean {
  const capacity = brokerOf(s, id).disk?.capacityBytes ?? null;
  return capacity === null || bytes === 0 || bytesOnDisk(s, id) + bytes <= capacity;
}

/** Gives a write its turn: the moment at which it is done, or null where the disk takes no time for it. */
export function writeDoneUs(s: SimState, id: number, appends: number, flushes: number): number | null {
  const { disk } = brokerOf(s, id);
  if (disk === undefined) return null;
  const costUs = appends * disk.appendUs + flushes * disk.flushUs;
  if (costUs === 0) return null;
  const busyUntilUs = Math.max(s.nowUs, disk.busyUntilUs) + costUs;
  ownBroker(s, id).disk = { ...disk, busyUntilUs };
  return busyUntilUs;
}
