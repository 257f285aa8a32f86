import { error, fatal, type LogLine, nameOf, type PartitionName, warn } from './log-line.ts';
import { logDir } from './storage-lines.ts';

/* What a broker writes when its only log directory fails (4.3.1). */

/** UnifiedLog.append through LogDirFailureChannel.maybeAddOfflineLogDir; the exception stands on the next line. */
export const appendFailed = (at: PartitionName): LogLine =>
  error(
    'org.apache.kafka.storage.internals.log.LogDirFailureChannel',
    `Error while appending records to ${nameOf(at)} in dir ${logDir}\njava.io.IOException: No space left on device`,
  );

/** KafkaRaftClientDriver.doWork through ProcessTerminatingFaultHandler. */
export const raftIoFailed = (): LogLine =>
  error(
    'org.apache.kafka.server.fault.ProcessTerminatingFaultHandler',
    'Encountered fatal fault: Unexpected error in raft IO thread',
  );

/** ReplicaManager.handleLogDirFailure. */
export function logDirFailed(broker: number, directoryId: string, offline: readonly PartitionName[]): LogLine[] {
  const logger = 'kafka.server.ReplicaManager';
  const ident = `[ReplicaManager broker=${broker}] `;
  const uuid = `Some(${directoryId})`;
  const stopping = `Stopping serving replicas in dir ${logDir} with uuid ${uuid} because the log directory has failed.`;
  const fetchers = `stopped fetcher for partitions ${offline.map(nameOf).join(',')}`;
  const stopped = `Broker ${broker} ${fetchers} and stopped moving logs for partitions  because they are in the failed log directory ${logDir}.`;
  return [warn(logger, ident + stopping), warn(logger, ident + stopped)];
}

/** LogManager.handleLogDirFailure: none is left. */
export const allDirsFailed = (): LogLine[] => [
  warn('kafka.log.LogManager', `Stopping serving logs in dir ${logDir}`),
  fatal('kafka.log.LogManager', `Shutdown broker because all log dirs in ${logDir} have failed`),
];
