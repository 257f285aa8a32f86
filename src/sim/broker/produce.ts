import { msToUs } from '../../base/units.ts';
import type { PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import { appendAsLeader } from '../../kafka/log/partition-log.ts';
import type { ProduceRequest, ProduceResponse } from '../../kafka/protocol/requests.ts';
import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import { hasRoom } from '../disk/disk-trouble.ts';
import { type BatchOrigin, noteAppended } from '../evidence/appended.ts';
import { closeConnectionUnder, type ReplyTo, sendResponse } from '../network.ts';
import { effectiveMinIsr, logConfigOf } from '../settings.ts';
import { brokerOf, ownLog, replicaKey, type SimState, wake, wallMs } from '../state.ts';
import { advanceHighWatermark } from './high-watermark-advance.ts';
import { failLogDir } from './log-dir-failure.ts';
import { hostedKey, nextDelayedId, park } from './purgatory.ts';
import { tellSegmentRolled } from './segment-updates.ts';

type PartitionResponse = ProduceResponse['responses'][number];

/** Source: kafka.server.ReplicaManager.appendRecords, kafka.cluster.Partition.appendRecordsToLeader (4.3.1). */
export function handleProduce(s: SimState, broker: number, request: ProduceRequest, reply: ReplyTo): void {
  const waits: { topic: string; partition: number; key: number; requiredOffset: number }[] = [];
  const responses = request.data.map((data) => {
    const { topic, partition, batch, firstOrdinal } = data;
    const from = firstOrdinal === undefined ? null : { node: reply.from, firstOrdinal };
    const response = appendToPartition(s, broker, topic, partition, batch, request.acks === -1, from);
    if (response.error === 'NONE') {
      const key = replicaKey(s, broker, data.topic, data.partition);
      const requiredOffset = response.baseOffset + data.batch.lastOffset - data.batch.baseOffset + 1;
      waits.push({ topic: data.topic, partition: data.partition, key, requiredOffset });
    }
    return response;
  });
  if (request.acks === 0) {
    // With acks=0 nothing is answered; an error can only be told by closing the connection.
    if (responses.some((response) => response.error !== 'NONE')) closeConnectionUnder(s, reply);
    else sendResponse(s, reply, null);
  } else if (request.acks === 1 || waits.length === 0) {
    sendResponse(s, reply, { api: 'Produce', responses });
  } else {
    const id = nextDelayedId(s);
    park(s, { kind: 'produce', id, broker, reply, waits, responses }, s.nowUs + msToUs(request.timeoutMs));
  }
  for (const { key } of waits) afterAppend(s, key);
}

/** An append may raise the high watermark (a lone leader's at once) and answers fetches that waited for data. */
export function afterAppend(s: SimState, key: number): void {
  if (!advanceHighWatermark(s, key)) wake(s, key);
}

/** Whom the broker's own metadata names, told to a client that asked the wrong one (KIP-951, KafkaApis.getCurrentLeader). */
function currentLeader(known: PartitionRegistration | undefined): Pick<PartitionResponse, 'currentLeader'> {
  if (known === undefined || known.leader < 0) return {};
  return { currentLeader: { leaderId: known.leader, leaderEpoch: known.leaderEpoch } };
}

/** Appends one batch as the partition's leader; `allAcks`: min.insync.replicas is asked for first. `from` is for onlookers. */
export function appendToPartition(
  s: SimState,
  broker: number,
  topic: string,
  partition: number,
  batch: RecordBatch,
  allAcks: boolean,
  from: BatchOrigin | null = null,
): PartitionResponse {
  const refuse = (error: PartitionResponse['error'], errorMessage: string | null = null): PartitionResponse => ({
    topic,
    partition,
    error,
    errorMessage,
    baseOffset: -1,
    logAppendTimeMs: -1,
    logStartOffset: -1,
  });
  const image = brokerOf(s, broker).image;
  const known = image.topics.get(topic);
  if (known === undefined || partition >= known.partitions.length) return refuse('UNKNOWN_TOPIC_OR_PARTITION');
  const key = hostedKey(s, broker, topic, partition);
  const replica = key === undefined ? undefined : s.replicas.get(key);
  if (key === undefined || replica === undefined || replica.role !== 'leader') {
    return { ...refuse('NOT_LEADER_OR_FOLLOWER'), ...currentLeader(known.partitions[partition]) };
  }
  const needed = effectiveMinIsr(s, image, topic, replica.replicas.length, broker);
  if (allAcks && replica.isr.length < needed) {
    const live = `Set(${replica.isr.join(', ')})`;
    const size = `The size of the current ISR : ${replica.isr.length}`;
    const text = `${size} is insufficient to satisfy the min.isr requirement of ${needed} for partition ${topic}-${partition}, live replica(s) broker.id are : ${live}`;
    return refuse('NOT_ENOUGH_REPLICAS', text);
  }
  if (!hasRoom(s, broker, batch.sizeInBytes)) {
    failLogDir(s, broker, { topic, partition });
    return refuse('KAFKA_STORAGE_ERROR');
  }
  const log = ownLog(s, key);
  const segments = log.segments.length;
  const config = logConfigOf(s, image, topic, broker);
  const appended = appendAsLeader(log, batch, replica.leaderEpoch, wallMs(s), config);
  tellSegmentRolled(s, broker, log, segments);
  if (!appended.ok) {
    const { code, message, recordErrors } = appended.error;
    const refused = { ...refuse(code, message), logStartOffset: log.logStartOffset };
    return recordErrors.length === 0 ? refused : { ...refused, recordErrors };
  }
  if (from !== null && !appended.value.isDuplicate) noteAppended(s, log, appended.value.batch, from);
  return {
    topic,
    partition,
    error: 'NONE',
    errorMessage: null,
    baseOffset: appended.value.firstOffset,
    logAppendTimeMs: appended.value.logAppendTime,
    logStartOffset: log.logStartOffset,
  };
}
