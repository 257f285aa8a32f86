import type { TopicPartition } from '../../kafka/protocol/requests.ts';
import { allDirsFailed, appendFailed, logDirFailed, raftIoFailed } from '../../kafka/server-log/log-dir-lines.ts';
import { directoryId } from '../disk/node-state-files.ts';
import { aboutPartition, logLine, logLines } from '../server-log/server-log.ts';
import { metadataTopic, type SimState, setTimer, tell } from '../state.ts';
import { endProcess } from './process-end.ts';

const timer = 'log-dir-failure';
const raftTimer = 'log-dir-failure:raft';

/**
 * An append found no room on the disk. The log directory is offline at once; LogDirFailureHandler, a thread of its own,
 * then finds that no other is left, and halts the process. The metadata log is in the same directory, and its thread
 * ends the process itself. Source: UnifiedLog.maybeHandleIOException, LogDirFailureChannel, ReplicaManager and
 * LogManager.handleLogDirFailure, KafkaRaftClientDriver (4.3.1).
 */
export function failLogDir(s: SimState, id: number, { topic, partition }: TopicPartition): void {
  if (s.timers.has(`${id}/${timer}`) || hasRaftIoFailed(s, id)) return;
  const at = { topic, partition };
  logLine(s, id, appendFailed(at), aboutPartition(at));
  tell(s, { kind: 'log-dir-failed', broker: id, topic, partition });
  if (topic === metadataTopic) logLine(s, id, raftIoFailed());
  setTimer(s, id, topic === metadataTopic ? raftTimer : timer, s.nowUs);
}

/** The thread of the metadata log has died; its process ends in this moment. */
export const hasRaftIoFailed = (s: SimState, id: number): boolean => s.timers.has(`${id}/${raftTimer}`);

/** Exit.halt: no controlled shutdown, no flush, no clean shutdown file. */
export function haltForLogDir(s: SimState, id: number, key: string): void {
  if (key === timer) {
    const hosted = [...s.replicas.values()].filter(({ broker }) => broker === id);
    logLines(s, id, [...logDirFailed(id, directoryId(s, id), hosted), ...allDirsFailed()]);
  }
  endProcess(s, id, 'crashed');
}
