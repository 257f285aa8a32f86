import { incrementLogStartOffset } from '../../kafka/log/partition-log.ts';
import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import type { DeleteRecordsRequest, TopicPartition } from '../../kafka/protocol/requests.ts';
import { lowWatermark } from '../../kafka/replication/low-watermark.ts';
import { logStartMoved } from '../../kafka/server-log/storage-lines.ts';
import { type ReplyTo, sendResponse } from '../network.ts';
import { aboutPartition, logLine } from '../server-log/server-log.ts';
import { logConfigOf } from '../settings.ts';
import { brokerOf, isInternalTopic, logAt, ownLog, type SimState } from '../state.ts';
import type { DelayedDeleteRecords, DeletedRecords } from './delayed-operation.ts';
import { hostedKey, nextDelayedId, park } from './purgatory.ts';
import type { Replica } from './replica-state.ts';

/**
 * Moves the start of logs that this broker leads, and answers when every live replica has followed.
 * Source: ReplicaManager.deleteRecords, Partition.deleteRecordsOnLeader, DelayedDeleteRecords (4.3.1).
 */
export function handleDeleteRecords(s: SimState, broker: number, request: DeleteRecordsRequest, reply: ReplyTo): void {
  const partitions = request.partitions.map((wanted) => deleteOnLeader(s, broker, wanted, wanted.offset));
  const operation: DelayedDeleteRecords = { kind: 'delete-records', id: nextDelayedId(s), broker, reply, partitions };
  if (partitions.every((wait) => !isPending(s, wait))) answerDeleteRecords(s, operation, false);
  else park(s, operation, s.nowUs + request.timeoutMs * 1000);
}

function deleteOnLeader(s: SimState, broker: number, at: TopicPartition, wanted: number): DeletedRecords {
  const { topic, partition } = at;
  const refused = (error: ErrorCode): DeletedRecords => ({ topic, partition, key: -1, requiredOffset: -1, error });
  if (isInternalTopic(topic)) return refused('INVALID_TOPIC_EXCEPTION');
  const { image } = brokerOf(s, broker);
  if (partition >= (image.topics.get(topic)?.partitions.length ?? 0)) return refused('UNKNOWN_TOPIC_OR_PARTITION');
  const key = hostedKey(s, broker, topic, partition);
  const replica = key === undefined ? undefined : s.replicas.get(key);
  if (key === undefined || replica?.role !== 'leader') return refused('NOT_LEADER_OR_FOLLOWER');
  const { cleanupPolicy } = logConfigOf(s, image, topic, broker);
  if (!cleanupPolicy.includes('delete') && cleanupPolicy.includes('compact')) return refused('POLICY_VIOLATION');
  const requiredOffset = wanted === -1 ? replica.highWatermark : wanted;
  if (requiredOffset < 0) return refused('OFFSET_OUT_OF_RANGE');
  if (requiredOffset > logAt(s, key).logStartOffset) {
    const moved = incrementLogStartOffset(ownLog(s, key), requiredOffset, replica.highWatermark);
    if (!moved.ok) return refused('OFFSET_OUT_OF_RANGE');
    const line = logStartMoved(at, requiredOffset, 'client delete records request');
    if (moved.value) logLine(s, broker, line, aboutPartition(at));
  }
  return { topic, partition, key, requiredOffset, error: 'NONE' };
}

function lowWatermarkOf(s: SimState, replica: Replica): number {
  const alive = s.brokers.get(replica.broker)?.image.brokers;
  const followers = replica.remotes.map(({ id, logStartOffset }) => ({
    logStartOffset,
    alive: alive?.get(id)?.fenced === false,
  }));
  return lowWatermark(logAt(s, replica.key).logStartOffset, followers);
}

/** The replica that a wait is about, while this broker leads it. */
function ledReplica(s: SimState, wait: DeletedRecords): Replica | undefined {
  const replica = s.replicas.get(wait.key);
  return replica?.role === 'leader' ? replica : undefined;
}

function isPending(s: SimState, wait: DeletedRecords): boolean {
  if (wait.error !== 'NONE') return false;
  const replica = ledReplica(s, wait);
  return replica !== undefined && lowWatermarkOf(s, replica) < wait.requiredOffset;
}

export const areRecordsDeleted = (s: SimState, operation: DelayedDeleteRecords): boolean =>
  operation.partitions.every((wait) => !isPending(s, wait));

/** What has not reached every live replica in time is REQUEST_TIMED_OUT. */
export function answerDeleteRecords(s: SimState, operation: DelayedDeleteRecords, expired: boolean): void {
  const partitions = operation.partitions.map((wait) => {
    const { topic, partition } = wait;
    const replica = ledReplica(s, wait);
    const failed = (error: ErrorCode) => ({ topic, partition, lowWatermark: -1, error });
    if (wait.error !== 'NONE') return failed(wait.error);
    if (replica === undefined) return failed('NOT_LEADER_OR_FOLLOWER');
    if (expired && isPending(s, wait)) return failed('REQUEST_TIMED_OUT');
    return { topic, partition, lowWatermark: lowWatermarkOf(s, replica), error: 'NONE' as const };
  });
  sendResponse(s, operation.reply, { api: 'DeleteRecords', partitions });
}
