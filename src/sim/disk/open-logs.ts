import type { OpenedLog } from '../../kafka/log/open-log.ts';
import { openLog, type PartitionLog, reopenLog } from '../../kafka/log/partition-log.ts';
import type { LogRecovery, RawDirectory } from '../broker/broker-state.ts';
import { sayFound, sayLoaded, sayLoading } from '../server-log/loading-log.ts';
import { logConfigOf } from '../settings.ts';
import {
  brokerOf,
  isInternalTopic,
  logAt,
  metadataTopic,
  nodeOfReplicaKey,
  ownBroker,
  type SimState,
  tell,
  wallMs,
} from '../state.ts';

/** A directory that Kafka does not open; with it the broker's only log directory is offline. */
export interface UnreadableLog {
  readonly topic: string;
  readonly partition: number;
  /** The simple name of Kafka's exception. */
  readonly exception: string;
  readonly message: string;
}

export type LogOwner = 'KafkaRaftLog' | 'LogManager';

const isOf = (owner: LogOwner, log: PartitionLog): boolean =>
  (log.topic === metadataTopic) === (owner === 'KafkaRaftLog');

/**
 * A starting broker opens its metadata log, and later its others (LogManager.loadLogs). A directory that holds what its log wrote is opened without
 * writing and reading its bytes; any other is recovered from its files. When one cannot be opened nothing is changed.
 */
export function openLogs(s: SimState, id: number, owner: LogOwner, hadCleanShutdown: boolean): UnreadableLog | null {
  const opened = new Map<number, OpenedLog>();
  const left = new Map<number, RawDirectory>();
  for (const [key, files] of brokerOf(s, id).rawDirectories) {
    if (!isOf(owner, logAt(s, key))) {
      left.set(key, files);
      continue;
    }
    const { log, report } = openFiles(s, key, files, hadCleanShutdown);
    const { topic, partition } = log;
    if (report.failure !== null) {
      return { topic, partition, exception: report.failure.class, message: report.failure.message };
    }
    opened.set(key, { log, report });
  }
  const recoveries = new Map<number, LogRecovery>();
  if (owner === 'LogManager') sayLoading(s, id, hadCleanShutdown);
  for (const [key, log] of s.logs) {
    if (nodeOfReplicaKey(key) !== id || !isOf(owner, log)) continue;
    const found = opened.get(key);
    if (found === undefined) {
      s.logs.set(key, reopenLog(log, s.cow, { nowMs: wallMs(s), ...checkpointed(s, key, log), hadCleanShutdown }));
      continue;
    }
    s.logs.set(key, found.log);
    sayFound(s, id, found);
    const recovery = whatWasLost(log, found);
    if (recovery === null) continue;
    recoveries.set(key, recovery);
    tellRecovery(s, id, log, recovery);
  }
  if (owner === 'LogManager') sayLoaded(s, id, hadCleanShutdown);
  const broker = ownBroker(s, id);
  broker.rawDirectories = left;
  broker.recoveries = owner === 'KafkaRaftLog' ? recoveries : new Map([...broker.recoveries, ...recoveries]);
  return null;
}

/** From the checkpoint files. KafkaRaftLog hands 0 over for the metadata log. */
function checkpointed(s: SimState, key: number, log: PartitionLog): { logStartOffset: number; recoveryPoint: number } {
  if (log.topic === metadataTopic) return { logStartOffset: log.logStartOffset, recoveryPoint: 0 };
  const { recoveryPointCheckpoint, logStartOffsetCheckpoint } = brokerOf(s, nodeOfReplicaKey(key));
  return {
    logStartOffset: logStartOffsetCheckpoint.get(key) ?? 0,
    recoveryPoint: recoveryPointCheckpoint.get(key) ?? 0,
  };
}

function openFiles(s: SimState, key: number, files: RawDirectory, hadCleanShutdown: boolean): OpenedLog {
  const before = logAt(s, key);
  const { topic, partition, topicId } = before;
  const id = nodeOfReplicaKey(key);
  const config = logConfigOf(s, brokerOf(s, id).image, topic, id);
  const found = { topic, partition, topicId, files, config, cow: s.cow, nowMs: wallMs(s), hadCleanShutdown };
  return openLog({ ...found, ...checkpointed(s, key, before) });
}

function whatWasLost(before: PartitionLog, { log, report }: OpenedLog): LogRecovery | null {
  const recordsLost = Math.max(0, before.logEndOffset - log.logEndOffset);
  const { cut, deletedSegments } = report;
  if (cut === null && deletedSegments.length === 0 && recordsLost === 0) return null;
  const reason = cut?.error.kind === 'INCOMPLETE' ? 'INCOMPLETE' : 'CORRUPT';
  const at =
    cut === null ? null : ({ file: cut.file, position: cut.error.position, bytes: cut.bytes, reason } as const);
  return { cut: at, deletedSegments, logEndOffset: log.logEndOffset, recordsLost };
}

function tellRecovery(s: SimState, broker: number, { topic, partition }: PartitionLog, recovery: LogRecovery): void {
  // Nobody asked what the last offset of an internal log is.
  if (isInternalTopic(topic) && recovery.cut === null) return;
  const { cut, recordsLost, logEndOffset } = recovery;
  tell(s, { kind: 'log-recovered', broker, topic, partition, atOffset: logEndOffset, recordsLost, cut });
}
