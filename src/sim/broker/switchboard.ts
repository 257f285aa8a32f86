import type { KafkaRequest, KafkaResponse } from '../../kafka/protocol/requests.ts';
import { onFlushTimer, onLogStartOffsetTimer, onRecoveryPointTimer } from '../disk/checkpoints.ts';
import { type DiskWork, waitsForDisk } from '../disk/slow-writes.ts';
import { scheduleNext } from '../kafka-scheduler.ts';
import { type ReplyTo, sendResponse } from '../network.ts';
import { setting } from '../settings.ts';
import { metadataTopic, type SimState } from '../state.ts';
import { onCleanerTimer } from './cleaner-task.ts';
import { answerFindCoordinator, answerListOffsets, answerMetadata, onOffsetsTopicCreated } from './client-requests.ts';
import { handleDeleteRecords } from './delete-records.ts';
import { handleFetch } from './fetch.ts';
import { onGroupWriteTimer } from './group-effects.ts';
import { handleGroup, onGroupTimer } from './group-shards.ts';
import { onAlterPartitionLost, onAlterPartitionResponse, sendIsrChanges, shrinkIsrs } from './isr-changes.ts';
import {
  checkpointHighWatermarks,
  onHeartbeat,
  onHeartbeatLost,
  onRegistered,
  onRegistrationLost,
  onShutdownTimeout,
  retryRegistration,
  sendHeartbeat,
} from './lifecycle.ts';
import { haltForLogDir } from './log-dir-failure.ts';
import { fetchMetadata, onMetadataFetched, onMetadataFetchLost, onMetadataFetchTimeout } from './metadata-listener.ts';
import { answerOffsetForLeaderEpoch } from './offset-for-leader-epoch.ts';
import { handleProduce } from './produce.ts';
import { answerInitProducerId, onProducerIdsAllocated, onProducerIdsLost } from './producer-ids.ts';
import { onFetchLost, onFetchResponse, onLeaderOffset, sendFetch } from './replica-fetcher.ts';
import { deleteDueDirectories } from './replica-removal.ts';
import { deleteOldSegmentsOf } from './retention-task.ts';

/** A request for a broker goes to the file that knows its rule. */
export function brokerRequest(s: SimState, id: number, request: KafkaRequest, reply: ReplyTo): void {
  switch (request.api) {
    case 'Produce': {
      const appends = request.data.map(({ topic, partition, batch }) => ({ topic, partition, batches: [batch] }));
      if (!waitsForDisk(s, id, appends, { kind: 'request', request, reply })) handleProduce(s, id, request, reply);
      return;
    }
    case 'Fetch':
      return handleFetch(s, id, request, reply);
    case 'ListOffsets':
      return sendResponse(s, reply, answerListOffsets(s, id, request));
    case 'OffsetForLeaderEpoch':
      return sendResponse(s, reply, answerOffsetForLeaderEpoch(s, id, request));
    case 'DeleteRecords':
      return handleDeleteRecords(s, id, request, reply);
    case 'Metadata':
      return sendResponse(s, reply, answerMetadata(s, id, request));
    case 'InitProducerId':
      return sendResponse(s, reply, answerInitProducerId(s, id));
    case 'FindCoordinator':
      return sendResponse(s, reply, answerFindCoordinator(s, id, request));
    case 'JoinGroup':
    case 'SyncGroup':
    case 'Heartbeat':
    case 'LeaveGroup':
    case 'OffsetCommit':
    case 'OffsetFetch':
    case 'DescribeGroups':
      return handleGroup(s, id, request, reply);
    default:
      throw new Error(`a broker does not take ${request.api}`);
  }
}

/** An answer to one of the broker's own requests. */
export function brokerResponse(
  s: SimState,
  id: number,
  from: number,
  correlationId: number,
  request: KafkaRequest,
  response: KafkaResponse,
): void {
  switch (response.api) {
    case 'Fetch':
      if (request.api !== 'Fetch') return;
      if (request.partitions[0]?.topic === metadataTopic) return onMetadataFetched(s, id, response);
      return takeFetched(s, id, { kind: 'response', from, correlationId, request, response });
    case 'ListOffsets':
      return request.api === 'ListOffsets' ? onLeaderOffset(s, id, from, request, response) : undefined;
    case 'BrokerRegistration':
      return onRegistered(s, id, response);
    case 'BrokerHeartbeat':
      return onHeartbeat(s, id, response);
    case 'AlterPartition':
      return onAlterPartitionResponse(s, id, response);
    case 'CreateTopics':
      return onOffsetsTopicCreated(s, id);
    case 'AllocateProducerIds':
      return onProducerIdsAllocated(s, id, response);
    default:
      throw new Error(`a broker does not ask for ${response.api}`);
  }
}

type Fetched = DiskWork & { readonly kind: 'response' };

function takeFetched(s: SimState, id: number, work: Fetched): void {
  const appends = work.response.responses.map(({ topic, partition, records }) => ({
    topic,
    partition,
    batches: records,
  }));
  if (!waitsForDisk(s, id, appends, work)) brokerWritten(s, id, work);
}

/** A slow disk has done its part. */
export function brokerWritten(s: SimState, id: number, work: DiskWork): void {
  if (work.kind === 'request') return handleProduce(s, id, work.request, work.reply);
  onFetchResponse(s, id, work.from, work.correlationId, work.request.partitions, work.response);
}

/** The connection under one of the broker's own requests closed. */
export function brokerDisconnected(
  s: SimState,
  id: number,
  peer: number,
  correlationId: number,
  request: KafkaRequest,
  refused: boolean,
): void {
  switch (request.api) {
    case 'Fetch':
      if (request.partitions[0]?.topic === metadataTopic) return onMetadataFetchLost(s, id);
      return onFetchLost(s, id, peer, correlationId, request, refused);
    case 'BrokerRegistration':
      return onRegistrationLost(s, id);
    case 'BrokerHeartbeat':
      return onHeartbeatLost(s, id);
    case 'AlterPartition':
      return onAlterPartitionLost(s, id);
    case 'CreateTopics':
      return onOffsetsTopicCreated(s, id);
    case 'AllocateProducerIds':
      return onProducerIdsLost(s, id);
    default:
      return;
  }
}

export function brokerTimer(s: SimState, id: number, key: string): void {
  const colon = key.indexOf(':');
  const name = colon < 0 ? key : key.slice(0, colon);
  switch (name) {
    case 'heartbeat':
      return sendHeartbeat(s, id);
    case 'register':
      return retryRegistration(s, id);
    case 'metadata-fetch':
      return fetchMetadata(s, id);
    case 'metadata-fetch-timeout':
      return onMetadataFetchTimeout(s, id);
    case 'fetch-backoff':
      return sendFetch(s, id, Number(key.slice(colon + 1)));
    case 'isr-expiration':
      return shrinkIsrs(s, id);
    case 'isr-retry':
      return sendIsrChanges(s, id);
    case 'highwatermark-checkpoint':
      checkpointHighWatermarks(s, id);
      return scheduleNext(s, id, key, setting(s, 'replica.high.watermark.checkpoint.interval.ms'));
    case 'recovery-point-checkpoint':
      return onRecoveryPointTimer(s, id);
    case 'log-flusher':
      return onFlushTimer(s, id);
    case 'log-start-offset-checkpoint':
      return onLogStartOffsetTimer(s, id);
    case 'log-retention':
      deleteOldSegmentsOf(s, id);
      return scheduleNext(s, id, key, setting(s, 'log.retention.check.interval.ms'));
    case 'delete-logs':
      return deleteDueDirectories(s, id);
    case 'log-cleaner':
      return onCleanerTimer(s, id);
    case 'log-dir-failure':
      return haltForLogDir(s, id, key);
    case 'shutdown-timeout':
      return onShutdownTimeout(s, id);
    case 'group':
      return onGroupTimer(s, id, key);
    case 'appended':
    case 'append-failed':
      return onGroupWriteTimer(s, key);
    default:
      throw new Error(`a broker has no timer ${key}`);
  }
}
