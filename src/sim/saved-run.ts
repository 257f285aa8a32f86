import type { Segment } from '../kafka/log/partition-log.ts';
import { type PartitionLog, truncateTo } from '../kafka/log/partition-log.ts';
import { type RecordBatch, readBatches } from '../kafka/record/record-batch.ts';
import { isAlive } from './broker/broker-state.ts';
import { killBroker, startBroker } from './broker/lifecycle.ts';
import { startController, stopController } from './controller/controller.ts';
import { nodeOfReplicaKey, ownLog, type SimState, tell } from './state.ts';
import { type Run, type RunOrigin, runFrom } from './timeline.ts';

/** A log in storage: its segments' sizes; the bytes stand in files beside it. */
export interface SavedLog {
  readonly broker: number;
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  readonly segments: readonly { readonly baseOffset: number; readonly sizeInBytes: number }[];
}

/** A moment of a run without the bytes of its logs: plain data that storage can keep. */
export interface SavedRun {
  readonly state: SimState;
  readonly applied: number;
  readonly logs: readonly SavedLog[];
}

const withoutBatches = (log: PartitionLog): PartitionLog => ({
  ...log,
  segments: log.segments.map((segment) => ({ ...segment, batches: [] })),
});

/** The present moment; logs are named, not copied. */
export function saveRun(run: Run): SavedRun {
  const s = run.state;
  const logs = new Map<number, PartitionLog>();
  const saved: SavedLog[] = [];
  for (const [key, log] of s.logs) {
    logs.set(key, withoutBatches(log));
    const segments = log.segments.map(({ baseOffset, sizeInBytes }) => ({ baseOffset, sizeInBytes }));
    const { topic, partition, topicId } = log;
    saved.push({ broker: nodeOfReplicaKey(key), topic, partition, topicId, segments });
  }
  return { state: { ...s, logs, updates: [] }, applied: run.applied, logs: saved };
}

interface Damage {
  readonly key: number;
  readonly validEnd: number;
}

/**
 * Goes on from a saved moment. Each segment's bytes are read and checked; where a CRC fails the log ends, and its broker
 * starts again from its directories as Kafka would: then the run no longer equals its link.
 */
export function restoreRun(
  origin: RunOrigin,
  saved: SavedRun,
  readSegment: (broker: number, topic: string, partition: number, baseOffset: number) => Uint8Array,
): { run: Run; damaged: boolean } {
  const state: SimState = { ...saved.state, updates: [], logs: new Map() };
  const damages: Damage[] = [];
  for (const [key, log] of saved.state.logs) {
    const node = nodeOfReplicaKey(key);
    let validEnd: number | null = null;
    const segments = log.segments.map((segment) => {
      const read = readBatches(readSegment(node, log.topic, log.partition, segment.baseOffset));
      const whole = isWhole(segment, read.batches);
      if (!whole && validEnd === null) validEnd = endOf(segment, read.batches);
      return { ...segment, batches: whole ? read.batches : padded(segment, read.batches) };
    });
    state.logs.set(key, { ...log, segments });
    if (validEnd !== null) damages.push({ key, validEnd });
  }
  const run = runFrom(origin, state, saved.applied);
  for (const damage of damages) recover(run.state, damage);
  return { run, damaged: damages.length > 0 };
}

const isWhole = (segment: Segment, batches: readonly RecordBatch[]): boolean =>
  batches.length === segment.length &&
  batches.reduce((sum, batch) => sum + batch.sizeInBytes, 0) === segment.sizeInBytes;

function endOf(segment: Segment, batches: readonly RecordBatch[]): number {
  const last = batches[Math.min(batches.length, segment.length) - 1];
  return last === undefined ? segment.baseOffset : last.lastOffset + 1;
}

/** A damaged segment keeps what could be read; it is cut there before anything looks at the rest. */
const padded = (segment: Segment, batches: readonly RecordBatch[]): RecordBatch[] => batches.slice(0, segment.length);

function recover(s: SimState, { key, validEnd }: Damage): void {
  const node = nodeOfReplicaKey(key);
  const broker = s.brokers.get(node);
  if (node === s.setup.controllerId && s.controller.running) stopController(s);
  if (broker !== undefined && isAlive(broker)) killBroker(s, node);
  const log = ownLog(s, key);
  const recordsCut = log.logEndOffset - validEnd;
  cutTo(log, validEnd);
  tell(s, {
    kind: 'log-damaged',
    broker: node,
    topic: log.topic,
    partition: log.partition,
    atOffset: validEnd,
    recordsCut,
  });
  if (!s.powered) return;
  if (node === s.setup.controllerId) startController(s);
  else startBroker(s, node);
}

/** The segments' own figures still speak of what is gone, so the lengths are set to what was read first. */
function cutTo(log: PartitionLog, validEnd: number): void {
  log.segments = log.segments.map((segment) => ({
    ...segment,
    length: Math.min(segment.length, segment.batches.length),
  }));
  truncateTo(log, validEnd);
}
