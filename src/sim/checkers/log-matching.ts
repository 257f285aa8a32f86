import { hex } from '../../base/bytes.ts';
import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import { isControlBatch, type KafkaRecord, type RecordBatch, readRecords } from '../../kafka/record/record-batch.ts';
import type { Replica } from '../broker/replica-state.ts';
import type { SimState } from '../state.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';
import { isCompacted } from './compacted.ts';

/**
 * Below the smaller of two replicas' high watermarks both hold the same records; of compacted logs, which each broker
 * cleans in its own time, those that both still hold.
 */
export function checkLogMatching(s: SimState): BrokenPromise | null {
  const byPartition = new Map<string, Replica[]>();
  for (const replica of s.replicas.values()) {
    const name = `${replica.topic}-${replica.partition}`;
    byPartition.set(name, [...(byPartition.get(name) ?? []), replica]);
  }
  for (const [name, replicas] of byPartition) {
    const [first, ...others] = replicas;
    for (const other of others) {
      const wrong = first === undefined ? null : difference(s, first, other);
      if (wrong !== null)
        return broken('log matching', `${name}, brokers ${first?.broker} and ${other.broker}: ${wrong}`);
    }
  }
  return null;
}

function difference(s: SimState, a: Replica, b: Replica): string | null {
  const [logA, logB] = [s.logs.get(a.key), s.logs.get(b.key)];
  if (logA === undefined || logB === undefined) return null;
  const from = Math.max(logA.logStartOffset, logB.logStartOffset);
  const to = Math.min(a.highWatermark, b.highWatermark);
  const compacted = isCompacted(s, a.topic);
  const held = batchesIn(logB, from, to);
  for (const batch of batchesIn(logA, from, to).values()) {
    if (batch.baseOffset < from) continue;
    const same = held.get(batch.baseOffset);
    if (same === batch || (compacted && (same === undefined || isCleanedAlike(batch, same)))) continue;
    if (same?.crc !== batch.crc || same.partitionLeaderEpoch !== batch.partitionLeaderEpoch) {
      return `they differ at offset ${batch.baseOffset}`;
    }
  }
  return null;
}

const textOf = ({ key, value, timestamp }: KafkaRecord): string =>
  `${timestamp} ${key === null ? '-' : hex(key)} ${value === null ? '-' : hex(value)}`;

/** What is left of one and the same batch on two brokers. */
function isCleanedAlike(a: RecordBatch, b: RecordBatch): boolean {
  if (a.lastOffset !== b.lastOffset || a.partitionLeaderEpoch !== b.partitionLeaderEpoch) return false;
  if (isControlBatch(a) !== isControlBatch(b)) return false;
  const held = new Map(readRecords(b).map((record) => [record.offset, textOf(record)]));
  return readRecords(a).every((record) => (held.get(record.offset) ?? textOf(record)) === textOf(record));
}

function batchesIn(log: PartitionLog, from: number, to: number): Map<number, RecordBatch> {
  const found = new Map<number, RecordBatch>();
  for (const segment of log.segments) {
    for (let at = 0; at < segment.length; at++) {
      const batch = segment.batches[at];
      if (batch !== undefined && batch.lastOffset >= from && batch.lastOffset < to) found.set(batch.baseOffset, batch);
    }
  }
  return found;
}
