import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import type { FetchRequest } from '../../kafka/protocol/requests.ts';
import * as fetchers from '../../kafka/server-log/fetcher-lines.ts';
import { truncating } from '../../kafka/server-log/storage-lines.ts';
import type { Replica } from '../broker/replica-state.ts';
import { brokerOf, logAt, type SimState } from '../state.ts';
import { aboutPartition, logLine, logLines } from './server-log.ts';

/** The leader answered with a diverging epoch. */
export function sayEpochTruncation(s: SimState, replica: Replica, truncation: fetchers.EpochTruncation): void {
  const { broker, leaderId } = replica;
  logLines(s, broker, fetchers.truncatingToEpoch(broker, leaderId, replica, truncation), aboutPartition(replica));
}

/** The log is about to be cut at `offset`. */
export function sayTruncation(s: SimState, key: number, offset: number): void {
  const replica = s.replicas.get(key);
  if (replica === undefined) return;
  const { logEndOffset } = logAt(s, key);
  const lines = truncating(replica, offset, logEndOffset, replica.highWatermark);
  logLines(s, replica.broker, lines, aboutPartition(replica));
}

/** A fetch outside the leader's log, and where the replica goes on. */
export function sayOffsetReset(
  s: SimState,
  replica: Replica,
  to: 'leader-end' | 'leader-start' | 'own-end',
  from: number,
  offset: number,
): void {
  const { broker, leaderId } = replica;
  const say = {
    'leader-end': fetchers.resetToLeaderEnd,
    'leader-start': fetchers.truncatedFully,
    'own-end': fetchers.resetToOwnEnd,
  }[to];
  const about = aboutPartition(replica);
  logLine(s, broker, say(broker, leaderId, replica, from, offset), about);
  logLine(s, broker, fetchers.outOfRange(broker, leaderId, replica, from, offset), about);
}

/** The leader cannot be reached, or its connection broke. */
export function sayFetchLost(s: SimState, id: number, leader: number, request: FetchRequest, refused: boolean): void {
  const { topics } = brokerOf(s, id).image;
  const partitions = request.partitions.map((at) => ({ ...at, topicId: topics.get(at.topic)?.topicId ?? '' }));
  logLine(s, id, fetchers.fetchFailed(id, leader, { ...request, partitions }, refused), { kind: 'broker', id: leader });
}

/** The leader refused the fetch: Kafka says so at INFO or above only of these. */
export function sayFetchError(s: SimState, replica: Replica, leader: number, error: ErrorCode): void {
  const { broker, leaderEpoch } = replica;
  const about = aboutPartition(replica);
  if (error === 'FENCED_LEADER_EPOCH') {
    logLines(s, broker, fetchers.fencedPartition(broker, leader, replica, leaderEpoch), about);
  } else if (error === 'UNKNOWN_TOPIC_OR_PARTITION' || error === 'UNKNOWN_TOPIC_ID') {
    logLine(s, broker, fetchers.unknownToLeader(broker, leader, replica, error), about);
  }
}
