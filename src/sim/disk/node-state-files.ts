import { seedPrng } from '../../base/prng.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { CLEAN_SHUTDOWN_FILE, formatCleanShutdown } from '../../kafka/log/files/clean-shutdown-file.ts';
import { javaDateText } from '../../kafka/log/files/java-date.ts';
import { formatMetaProperties } from '../../kafka/log/files/meta-properties-file.ts';
import {
  CLEANER_OFFSET_CHECKPOINT,
  formatOffsetCheckpoint,
  LOG_START_OFFSET_CHECKPOINT,
  RECOVERY_POINT_CHECKPOINT,
  REPLICATION_OFFSET_CHECKPOINT,
} from '../../kafka/log/files/offset-checkpoint-file.ts';
import { formatQuorumState } from '../../kafka/log/files/quorum-state-file.ts';
import type { Broker } from '../broker/broker-state.ts';
import { votersOf } from '../setup.ts';
import { logAt, metadataTopic, type SimState } from '../state.ts';
import { newKafkaUuid } from '../uuid.ts';

/** The small files beside the partition directories of a node, by path: what it is, and what it must know again. */
export function nodeStateFiles(s: SimState, node: number): Map<string, Uint8Array> {
  const texts = new Map([['meta.properties', metaProperties(s, node)]]);
  const controller = s.controllers.get(node);
  if (controller !== undefined) {
    const { leaderEpoch, leaderId, votedId } = controller.raft.stored;
    const state = {
      epoch: leaderEpoch,
      leaderId: leaderId < 0 ? null : leaderId,
      // Who leads keeps no vote (LeaderState.election).
      voted: votedId < 0 || leaderId === node ? null : { id: votedId, directoryId: null },
      voters: votersOf(s.setup),
    };
    texts.set(`${metadataTopic}-0/quorum-state`, formatQuorumState(state, 0));
  }
  const broker = s.brokers.get(node);
  if (broker !== undefined && broker.incarnation > 0) addBrokerFiles(s, broker, texts);
  return new Map([...texts].map(([path, text]) => [path, encodeUtf8(text)]));
}

function addBrokerFiles(s: SimState, broker: Broker, texts: Map<string, string>): void {
  const checkpointText = (offsets: ReadonlyMap<number, number>): string =>
    formatOffsetCheckpoint(
      [...offsets].map(([key, offset]) => {
        const { topic, partition } = logAt(s, key);
        return { topic, partition, offset };
      }),
    );
  // Opened, a checkpoint file is there, and empty until it is written (OffsetCheckpointFile).
  const textOf = (offsets: ReadonlyMap<number, number>, written: boolean): string =>
    written ? checkpointText(offsets) : '';
  const { recoveryPointCheckpoint, logStartOffsetCheckpoint, highWatermarkCheckpoint, cleanerCheckpoint } = broker;
  // One task writes both, at the same moments.
  const flushed = recoveryPointCheckpoint.size > 0;
  texts.set(RECOVERY_POINT_CHECKPOINT, textOf(recoveryPointCheckpoint, flushed));
  texts.set(LOG_START_OFFSET_CHECKPOINT, textOf(logStartOffsetCheckpoint, flushed));
  texts.set(REPLICATION_OFFSET_CHECKPOINT, textOf(highWatermarkCheckpoint, highWatermarkCheckpoint.size > 0));
  texts.set(CLEANER_OFFSET_CHECKPOINT, textOf(cleanerCheckpoint, cleanerCheckpoint.size > 0));
  if (broker.cleanShutdownEpoch >= 0) texts.set(CLEAN_SHUTDOWN_FILE, formatCleanShutdown(broker.cleanShutdownEpoch));
}

function metaProperties(s: SimState, node: number): string {
  const clusterId = clusterIdOf(s);
  const meta = { version: 1, clusterId, nodeId: node, directoryId: directoryId(s, node) } as const;
  return formatMetaProperties(meta, javaDateText(s.startTimeMs));
}

/** Random, as kafka-storage format draws it; from dice of its own, since nobody in the run asks for it. */
export const directoryId = (s: SimState, node: number): string =>
  newKafkaUuid(seedPrng((Math.floor(s.startTimeMs / 1000) + node * 7919) >>> 0));

export const clusterIdOf = (s: SimState): string => directoryId(s, 0);
