import { msToUs } from '../../base/units.ts';
import { flushIfDue, type PartitionLog } from '../../kafka/log/partition-log.ts';
import { scheduleNext } from '../kafka-scheduler.ts';
import { logConfigOf, setting } from '../settings.ts';
import {
  brokerOf,
  metadataTopic,
  nodeOfReplicaKey,
  ownBroker,
  ownLog,
  type SimState,
  setTimer,
  wallMs,
} from '../state.ts';

/** First after log.initial.task.delay.ms, then at their intervals. Source: LogManager.startup (4.3.1). */
export function startCheckpointTasks(s: SimState, id: number): void {
  const firstUs = s.nowUs + msToUs(setting(s, 'log.initial.task.delay.ms'));
  setTimer(s, id, 'recovery-point-checkpoint', firstUs);
  setTimer(s, id, 'log-start-offset-checkpoint', firstUs);
  if (flushIntervalMs(s) !== null) setTimer(s, id, 'log-flusher', firstUs);
}

/** flush.ms counts only where log.flush.scheduler.interval.ms says how often to look: by default Kafka never does. */
function flushIntervalMs(s: SimState): number | null {
  const text = s.setup.brokerConfigs['log.flush.scheduler.interval.ms'];
  return text === undefined || Number(text) > Number.MAX_SAFE_INTEGER / 1000 ? null : Number(text);
}

/** LogManager.flushDirtyLogs. */
export function onFlushTimer(s: SimState, id: number): void {
  for (const [key, log] of s.logs) {
    if (nodeOfReplicaKey(key) !== id || log.recoveryPoint >= log.logEndOffset) continue;
    flushIfDue(ownLog(s, key), logConfigOf(s, brokerOf(s, id).image, log.topic).flushMs, wallMs(s));
  }
  const interval = flushIntervalMs(s);
  if (interval !== null) scheduleNext(s, id, 'log-flusher', interval);
}

export function onRecoveryPointTimer(s: SimState, id: number): void {
  checkpointRecoveryPoints(s, id);
  scheduleNext(s, id, 'recovery-point-checkpoint', setting(s, 'log.flush.offset.checkpoint.interval.ms'));
}

export function onLogStartOffsetTimer(s: SimState, id: number): void {
  checkpointLogStartOffsets(s, id);
  scheduleNext(s, id, 'log-start-offset-checkpoint', setting(s, 'log.flush.start.offset.checkpoint.interval.ms'));
}

/** recovery-point-offset-checkpoint: below, everything was flushed. Also written when logs are cut and at a clean stop. */
export function checkpointRecoveryPoints(s: SimState, id: number): void {
  const before = brokerOf(s, id).recoveryPointCheckpoint;
  const after = entriesOf(s, id, (log) => log.recoveryPoint);
  if (!equal(before, after)) ownBroker(s, id).recoveryPointCheckpoint = after;
}

/** log-start-offset-checkpoint: only logs that begin above their first segment, where a name of a file does not tell it. */
export function checkpointLogStartOffsets(s: SimState, id: number): void {
  const before = brokerOf(s, id).logStartOffsetCheckpoint;
  const after = entriesOf(s, id, (log) =>
    log.logStartOffset > (log.segments[0]?.baseOffset ?? 0) ? log.logStartOffset : null,
  );
  if (!equal(before, after)) ownBroker(s, id).logStartOffsetCheckpoint = after;
}

function entriesOf(s: SimState, id: number, offsetOf: (log: PartitionLog) => number | null): Map<number, number> {
  const entries = new Map<number, number>();
  for (const [key, log] of s.logs) {
    // The metadata log belongs to KafkaRaftLog, not to LogManager.
    if (nodeOfReplicaKey(key) !== id || log.topic === metadataTopic) continue;
    const offset = offsetOf(log);
    if (offset !== null) entries.set(key, offset);
  }
  return entries;
}

function equal(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, offset] of a) if (b.get(key) !== offset) return false;
  return true;
}
