import { coordinatorPartition } from '../../kafka/group/coordinator-partition.ts';
import {
  defaultGroupCoordinatorConfig,
  type GroupContext,
  type GroupEffect,
  type GroupRequest,
} from '../../kafka/group/effects.ts';
import {
  groupErrorResponse,
  handleGroupRequest,
  handleGroupTimer,
  onLoaded,
  replayRecord,
  unloadShard,
} from '../../kafka/group/group-coordinator.ts';
import { createShard } from '../../kafka/group/shard.ts';
import type { KafkaResponse } from '../../kafka/protocol/requests.ts';
import { readRecords } from '../../kafka/record/record-batch.ts';
import { type ReplyTo, sendResponse } from '../network.ts';
import { setting } from '../settings.ts';
import {
  brokerOf,
  cancelTimer,
  logAt,
  offsetsTopic,
  ownBroker,
  ownShard,
  replicaKey,
  type SimState,
  setTimer,
  tell,
  wallMs,
} from '../state.ts';
import { newUuid } from '../uuid.ts';
import { tellGroupChanges } from './group-updates.ts';
import { appendGroupRecords } from './group-writes.ts';

/** Requests that a shard holds back until it can answer; by token. */
const shardTimer = (partition: number, key: string): string => `group:${partition}:${key}`;

export function groupContext(s: SimState, broker: number): GroupContext {
  return {
    nowUs: s.nowUs,
    nowMs: wallMs(s),
    newMemberUuid: () => newUuid(s.dice),
    config: {
      ...defaultGroupCoordinatorConfig,
      initialRebalanceDelayMs: setting(s, 'group.initial.rebalance.delay.ms'),
      offsetsRetentionMinutes: setting(s, 'offsets.retention.minutes'),
    },
    partitionCount: (topic) => brokerOf(s, broker).image.topics.get(topic)?.partitions.length ?? 0,
  };
}

/** This broker became leader of an offsets partition: load its groups from the log. */
export function onOffsetsLeader(s: SimState, key: number): void {
  const replica = s.replicas.get(key);
  if (replica === undefined || replica.topic !== offsetsTopic) return;
  dropShard(s, key);
  const shard = createShard(replica.partition, replica.leaderEpoch, s.cow);
  for (const segment of logAt(s, key).segments) {
    for (let at = 0; at < segment.length; at++) {
      const batch = segment.batches[at];
      if (batch === undefined) continue;
      for (const record of readRecords(batch)) if (record.key !== null) replayRecord(shard, record.key, record.value);
    }
  }
  s.shards.set(key, shard);
  runGroupEffects(s, key, onLoaded(shard, groupContext(s, replica.broker)));
  for (const group of shard.groups.keys()) tell(s, { kind: 'coordinator-moved', group, broker: replica.broker });
}

/** Leadership of an offsets partition went elsewhere: the groups in memory are given up, waiting requests are told. */
export function onOffsetsResigned(s: SimState, key: number): void {
  dropShard(s, key);
}

export function dropShard(s: SimState, key: number): void {
  const broker = s.replicas.get(key)?.broker;
  if (broker === undefined || !s.shards.has(key)) return;
  const shard = ownShard(s, key);
  runGroupEffects(s, key, unloadShard(shard, groupContext(s, broker)));
  s.shards.delete(key);
  const prefix = `${broker}/${shardTimer(shard.partition, '')}`;
  for (const name of [...s.timers.keys()]) if (name.startsWith(prefix)) s.timers.delete(name);
  for (const group of shard.groups.keys()) ownBroker(s, broker).groupStates.delete(group);
}

/** A request for the coordinator of a group. */
export function handleGroup(s: SimState, broker: number, request: GroupRequest, reply: ReplyTo): void {
  const partitions = brokerOf(s, broker).image.topics.get(offsetsTopic)?.partitions.length ?? 0;
  if (partitions === 0) {
    sendResponse(s, reply, groupErrorResponse(request, 'COORDINATOR_NOT_AVAILABLE'));
    return;
  }
  const key = replicaKey(s, broker, offsetsTopic, coordinatorPartition(request.groupId, partitions));
  if (!s.shards.has(key)) {
    sendResponse(s, reply, groupErrorResponse(request, 'NOT_COORDINATOR'));
    return;
  }
  const token = holdReply(s, broker, key, reply);
  const shard = ownShard(s, key);
  runGroupEffects(s, key, handleGroupRequest(shard, token, request, groupContext(s, broker)));
}

function holdReply(s: SimState, broker: number, key: number, reply: ReplyTo): number {
  const token = s.nextToken;
  s.nextToken += 1;
  ownBroker(s, broker).groupReplies.set(token, { key, reply });
  return token;
}

function answerGroup(s: SimState, broker: number, token: number, response: KafkaResponse): void {
  const replies = ownBroker(s, broker).groupReplies;
  const held = replies.get(token);
  if (held === undefined) return;
  replies.delete(token);
  sendResponse(s, held.reply, response);
}

/** Carries out what the coordinator asked for. */
export function runGroupEffects(s: SimState, key: number, effects: readonly GroupEffect[]): void {
  const replica = s.replicas.get(key);
  if (replica === undefined) return;
  const { broker, partition } = replica;
  for (const effect of effects) {
    switch (effect.kind) {
      case 'respond':
        answerGroup(s, broker, effect.token, effect.response);
        break;
      case 'timer':
        setTimer(s, broker, shardTimer(partition, effect.key), effect.atUs);
        break;
      case 'cancelTimer':
        cancelTimer(s, broker, shardTimer(partition, effect.key));
        break;
      case 'append':
        appendGroupRecords(s, key, effect.appendId, effect.records);
        break;
      case 'log':
        break;
    }
  }
  tellGroupChanges(s, key);
}

/** A timer `group:PARTITION:KEY` of this broker. */
export function onGroupTimer(s: SimState, broker: number, name: string): void {
  const end = name.indexOf(':', 'group:'.length);
  const key = replicaKey(s, broker, offsetsTopic, Number(name.slice('group:'.length, end)));
  if (!s.shards.has(key)) return;
  runGroupEffects(s, key, handleGroupTimer(ownShard(s, key), name.slice(end + 1), groupContext(s, broker)));
}
