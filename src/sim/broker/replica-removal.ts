import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import { defaultLogConfig, type PartitionLog } from '../../kafka/log/partition-log.ts';
import { renamedLog } from '../../kafka/server-log/storage-lines.ts';
import { checkpointLogStartOffsets, checkpointRecoveryPoints } from '../disk/checkpoints.ts';
import { aboutPartition, logLine } from '../server-log/server-log.ts';
import {
  brokerOf,
  metadataTopic,
  nodeOfReplicaKey,
  ownBroker,
  ownReplica,
  type SimState,
  setTimer,
  wake,
} from '../state.ts';
import { newUuid } from '../uuid.ts';
import type { DeletedDirectory } from './broker-state.ts';
import { dropShard } from './group-shards.ts';
import { removeFromFetchers } from './replica-fetcher.ts';

/**
 * The metadata no longer wants this replica here: it stops, those who wait on it are answered, and its directory is
 * renamed with `-delete`; the files go after file.delete.delay.ms.
 * Source: ReplicaManager.stopPartitions, LogManager.asyncDelete (4.3.1).
 */
export function deleteReplica(s: SimState, id: number, key: number): void {
  removeFromFetchers(s, id, key);
  if (s.replicas.has(key)) {
    dropShard(s, key);
    ownReplica(s, key).role = 'none';
    s.replicas.delete(key);
    wake(s, key);
  }
  setAside(s, id, key, '-delete');
}

/**
 * A starting broker sets logs aside that the metadata does not know (any more) as its own: their topic is gone, or was
 * created anew, or has its replicas elsewhere. They stay as `-stray`. Source: LogManager.isStrayReplica.
 */
export function setStrayLogsAside(s: SimState, id: number, image: MetadataImage): void {
  for (const [key, log] of [...s.logs]) {
    if (nodeOfReplicaKey(key) !== id || log.topic === metadataTopic) continue;
    const topic = image.topics.get(log.topic);
    const wanted = topic?.topicId === log.topicId && topic.partitions[log.partition]?.replicas.includes(id) === true;
    if (!wanted) setAside(s, id, key, '-stray');
  }
}

function setAside(s: SimState, id: number, key: number, suffix: '-delete' | '-stray'): void {
  const log = s.logs.get(key);
  if (log === undefined) return;
  s.logs.delete(key);
  const goneAtUs = suffix === '-stray' ? null : s.nowUs + deleteDelayUs(s);
  const broker = ownBroker(s, id);
  const directory = directoryOf(s, log, suffix, goneAtUs);
  broker.deletedDirectories = [...broker.deletedDirectories, directory];
  logLine(s, id, renamedLog(log, directory.name, suffix === '-stray'), aboutPartition(log));
  broker.highWatermarkCheckpoint = without(broker.highWatermarkCheckpoint, key);
  broker.cleanerCheckpoint = without(broker.cleanerCheckpoint, key);
  broker.rawDirectories = without(broker.rawDirectories, key);
  broker.recoveries = without(broker.recoveries, key);
  checkpointRecoveryPoints(s, id);
  checkpointLogStartOffsets(s, id);
  scheduleDeletion(s, id);
}

function directoryOf(s: SimState, log: PartitionLog, suffix: string, goneAtUs: number | null): DeletedDirectory {
  const name = `${log.topic}-${log.partition}.${newUuid(s.dice).replaceAll('-', '')}${suffix}`;
  const sizeInBytes = log.segments.reduce((sum, segment) => sum + segment.sizeInBytes, 0);
  return { name, sizeInBytes, goneAtUs };
}

/** LogManager reads the broker's own setting here, not the topic's. */
function deleteDelayUs(s: SimState): number {
  const text = s.setup.brokerConfigs['log.segment.delete.delay.ms'];
  return (text === undefined ? defaultLogConfig.fileDeleteDelayMs : Number(text)) * 1000;
}

function without<T>(map: ReadonlyMap<number, T>, key: number): ReadonlyMap<number, T> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

/** Sets the task kafka-delete-logs for the next directory that is due. */
export function scheduleDeletion(s: SimState, id: number): void {
  let next = Number.POSITIVE_INFINITY;
  for (const { goneAtUs } of brokerOf(s, id).deletedDirectories) if (goneAtUs !== null) next = Math.min(next, goneAtUs);
  if (next < Number.POSITIVE_INFINITY) setTimer(s, id, 'delete-logs', next);
}

/** LogManager.deleteLogs: what was renamed file.delete.delay.ms ago is unlinked. */
export function deleteDueDirectories(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  broker.deletedDirectories = broker.deletedDirectories.filter(
    ({ goneAtUs }) => goneAtUs === null || goneAtUs > s.nowUs,
  );
  scheduleDeletion(s, id);
}

/** A starting broker finds directories that an earlier process had renamed, and begins their delay anew. */
export function resumeDeletions(s: SimState, id: number): void {
  if (brokerOf(s, id).deletedDirectories.length === 0) return;
  const goneAtUs = s.nowUs + deleteDelayUs(s);
  const broker = ownBroker(s, id);
  broker.deletedDirectories = broker.deletedDirectories.map((directory) =>
    directory.goneAtUs === null ? directory : { ...directory, goneAtUs },
  );
  scheduleDeletion(s, id);
}
