import { encodeUtf8 } from '../base/utf8.ts';
import { defaultLogConfig, fileBytes, openLog, type PartitionLog, type Segment } from '../kafka/log/partition-log.ts';
import { hashBatches } from '../kafka/log/segment.ts';
import { segmentFileName } from '../kafka/log/segment-file-name.ts';
import { readBatches } from '../kafka/record/record-batch.ts';
import { isAlive } from './broker/broker-state.ts';
import { killBroker, startBroker } from './broker/lifecycle.ts';
import { metadataKey } from './broker/metadata-listener.ts';
import { endController, endControllersOfEndedBrokers, startController } from './controller/controller-process.ts';
import { isCombined } from './process-roles.ts';
import { createServerLog, withoutLines } from './server-log/server-log.ts';
import { nodeOfReplicaKey, type SimState, tell, wallMs } from './state.ts';
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

/** Gives the stored bytes of a segment's .log file. */
export type ReadSegment = (broker: number, topic: string, partition: number, baseOffset: number) => Uint8Array;

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
  return {
    state: { ...s, logs, updates: [], serverLog: withoutLines(s.serverLog) },
    applied: run.applied,
    logs: saved,
  };
}

/**
 * Goes on from a saved moment. Each segment's bytes are read and checked; where they are not what was saved, the log is
 * opened from its files as Kafka opens one after a crash, and its broker starts again: then the run no longer equals its
 * link.
 */
export function restoreRun(origin: RunOrigin, saved: SavedRun, read: ReadSegment): { run: Run; damaged: boolean } {
  // A run that an older Samsa stored has no server log.
  const { serverLog = createServerLog() } = saved.state as Partial<SimState>;
  const state: SimState = { ...saved.state, updates: [], serverLog, logs: new Map() };
  const damaged: number[] = [];
  for (const [key, log] of saved.state.logs) {
    const bytesOf = (segment: Segment): Uint8Array =>
      read(nodeOfReplicaKey(key), log.topic, log.partition, segment.baseOffset);
    const segments = log.segments.map((segment) => restoreSegment(segment, bytesOf(segment)));
    if (segments.every((segment) => segment !== null)) {
      state.logs.set(key, { ...log, segments });
    } else {
      damaged.push(key);
      state.logs.set(key, openDamaged(state, log, bytesOf));
    }
  }
  restartOwners(state, damaged, saved);
  return { run: runFrom(origin, state, saved.applied), damaged: damaged.length > 0 };
}

/** The segment with its batches, or null when the bytes are not the ones that were saved. */
function restoreSegment(segment: Segment, bytes: Uint8Array): Segment | null {
  const { batches, validBytes, error } = readBatches(bytes);
  const whole = error === null && validBytes === segment.sizeInBytes && batches.length === segment.length;
  const same = whole && hashBatches(segment.baseOffset, segment.createdAtMs, batches) === segment.contentHash;
  return same ? { ...segment, batches } : null;
}

function openDamaged(s: SimState, log: PartitionLog, bytesOf: (segment: Segment) => Uint8Array): PartitionLog {
  const files = new Map<string, Uint8Array>();
  for (const segment of log.segments) files.set(segmentFileName(segment.baseOffset, '.log'), bytesOf(segment));
  const epochs = fileBytes(log, 'leader-epoch-checkpoint');
  files.set('leader-epoch-checkpoint', epochs ?? encodeUtf8(''));
  const { topic, partition, topicId, logStartOffset } = log;
  const nowMs = wallMs(s);
  return openLog({ topic, partition, topicId, files, config: defaultLogConfig, cow: s.cow, nowMs, logStartOffset }).log;
}

/** The processes whose disks were damaged crash and, if they ran, start again from what is there. */
function restartOwners(s: SimState, damaged: readonly number[], saved: SavedRun): void {
  const owners = new Set(damaged.map(nodeOfReplicaKey));
  const cut = new Set(damaged);
  const hit = [...s.controllers.values()].filter(({ id, running }) => running && cut.has(metadataKey(s, id)));
  const controllerHit = hit.length > 0;
  // Brokers may know records that the controller's disk has lost: all of them start again after it.
  const crashed = [...s.brokers.values()].filter(
    (broker) => isAlive(broker) && (controllerHit || owners.has(broker.id)),
  );
  for (const broker of crashed) killBroker(s, broker.id);
  for (const { id } of hit) endController(s, id);
  endControllersOfEndedBrokers(s);
  for (const { id } of hit) if (!isCombined(s, id)) startController(s, id);
  for (const key of damaged) tellDamage(s, key, saved);
  for (const broker of crashed) startBroker(s, broker.id);
}

function tellDamage(s: SimState, key: number, saved: SavedRun): void {
  const before = saved.state.logs.get(key);
  const after = s.logs.get(key);
  if (before === undefined || after === undefined) return;
  const { topic, partition } = after;
  const recordsCut = Math.max(0, before.logEndOffset - after.logEndOffset);
  const atOffset = after.logEndOffset;
  tell(s, { kind: 'log-damaged', broker: nodeOfReplicaKey(key), topic, partition, atOffset, recordsCut });
}
