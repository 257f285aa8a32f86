import { flushLog } from '../../kafka/log/partition-log.ts';
import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import { failLogDir, hasRaftIoFailed } from '../broker/log-dir-failure.ts';
import { isCombined } from '../process-roles.ts';
import { metadataTopic, ownLog, replicaKey, type SimState } from '../state.ts';
import { hasRoom } from './disk-trouble.ts';

/*
 * The metadata log of a voter that is a broker too lies on the broker's disk, which can lose its power and fill up; the
 * disks of dedicated controllers are sound.
 */

/** A voter flushes what it has appended before it says so. Source: KafkaRaftClient.appendAsFollower, flushLeaderLog (4.3.1). */
export function flushOfVoter(s: SimState, id: number): void {
  if (isCombined(s, id)) flushLog(ownLog(s, replicaKey(s, id, metadataTopic, 0)));
}

/** False: the log directory is full, and with that the raft client's thread has failed and ends the process. */
export function hasRoomFor(s: SimState, id: number, batches: readonly RecordBatch[]): boolean {
  if (!isCombined(s, id)) return true;
  if (hasRaftFailed(s, id)) return false;
  const bytes = batches.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0);
  if (hasRoom(s, id, bytes)) return true;
  failLogDir(s, id, { topic: metadataTopic, partition: 0 });
  return false;
}

export const hasRaftFailed = (s: SimState, id: number): boolean => isCombined(s, id) && hasRaftIoFailed(s, id);
