import type { LogConfig } from '../../kafka/log/log-config.ts';
import type { Segment } from '../../kafka/log/partition-log.ts';
import { deleteOldSegments } from '../../kafka/log/retention.ts';
import { logStartMoved } from '../../kafka/server-log/storage-lines.ts';
import { sayDeletion } from '../server-log/retention-log.ts';
import { aboutPartition, logLine } from '../server-log/server-log.ts';
import { logConfigOf } from '../settings.ts';
import { brokerOf, isInternalTopic, logAt, ownLog, type SimState, tell, wallMs } from '../state.ts';
import type { Replica } from './replica-state.ts';

/**
 * The task kafka-log-retention: first after 30 s, then every log.retention.check.interval.ms. Compacted logs are left to
 * the cleaner. Source: LogManager.cleanupLogs.
 */
export function deleteOldSegmentsOf(s: SimState, id: number): void {
  const { image } = brokerOf(s, id);
  for (const replica of s.replicas.values()) {
    if (replica.broker !== id) continue;
    const config = logConfigOf(s, image, replica.topic, id);
    if (!config.cleanupPolicy.includes('compact')) deleteSegmentsOf(s, replica, config);
  }
}

/** UnifiedLog.deleteOldSegments, told. */
export function deleteSegmentsOf(
  s: SimState,
  { key, broker, topic, partition, highWatermark }: Replica,
  config: LogConfig,
): void {
  if (nothingToDelete(logAt(s, key).segments, logAt(s, key).logStartOffset, config)) return;
  const log = ownLog(s, key);
  const startBefore = log.logStartOffset;
  const deleted = deleteOldSegments(log, config, wallMs(s), highWatermark, sayDeletion(s, broker, log, config));
  if (log.logStartOffset > startBefore) {
    logLine(s, broker, logStartMoved(log, log.logStartOffset, 'segment deletion'), aboutPartition(log));
  }
  if (deleted.length === 0 || isInternalTopic(topic)) return;
  const { logStartOffset } = log;
  tell(s, { kind: 'segments-deleted', topic, partition, broker, segments: deleted.length, logStartOffset });
}

/** Spares a copy of the log: nothing lies below its start, and no other limit holds. */
function nothingToDelete(segments: readonly Segment[], logStartOffset: number, config: LogConfig): boolean {
  const limited = config.cleanupPolicy.includes('delete') && (config.retentionMs >= 0 || config.retentionBytes >= 0);
  return !limited && (segments[1]?.baseOffset ?? logStartOffset + 1) > logStartOffset;
}
