import type { OpenedLog } from '../../kafka/log/open-log.ts';
import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import { completedLoad, loadedLogs, loaderLine, loadingLogs } from '../../kafka/server-log/storage-lines.ts';
import { metadataTopic, nodeOfReplicaKey, type SimState } from '../state.ts';
import { aboutPartition, logLine, logLines } from './server-log.ts';

/** The partitions that LogManager loads; the metadata log is KafkaRaftLog's. */
function logsOf(s: SimState, id: number): PartitionLog[] {
  return [...s.logs].flatMap(([key, log]) =>
    nodeOfReplicaKey(key) === id && log.topic !== metadataTopic ? [log] : [],
  );
}

export function sayLoading(s: SimState, id: number, hadCleanShutdown: boolean): void {
  logLines(s, id, loadingLogs(logsOf(s, id).length, hadCleanShutdown));
}

/** What the recovery of one directory said, INFO and above. */
export function sayFound(s: SimState, id: number, { log, report }: OpenedLog): void {
  for (const { level, message } of report.lines) {
    if (level !== 'DEBUG') logLine(s, id, loaderLine(level, log, message), aboutPartition(log));
  }
}

export function sayLoaded(s: SimState, id: number, hadCleanShutdown: boolean): void {
  const logs = logsOf(s, id);
  for (const [at, log] of logs.entries()) {
    const loaded = { ...log, segments: log.segments.length };
    logLine(s, id, completedLoad(loaded, at + 1, logs.length), aboutPartition(log));
  }
  logLine(s, id, loadedLogs(logs.length, logs.length > 0 && !hadCleanShutdown));
}
