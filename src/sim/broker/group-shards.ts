import { coordinatorPartition } from '../../kafka/group/coordinator-partition.ts';
import {
  createShard,
  type GroupRequest,
  groupErrorResponse,
  handleGroupRequest,
  handleGroupTimer,
  onLoaded,
  replayRecord,
  unloadShard,
} from '../../kafka/group/group-coordinator.ts';
import { readRecords } from '../../kafka/record/record-batch.ts';
import { type ReplyTo, sendResponse } from '../network.ts';
import { brokerOf, logAt, offsetsTopic, ownBroker, ownShard, replicaKey, type SimState, tell } from '../state.ts';
import { groupContext, runGroupEffects, shardTimer } from './group-effects.ts';

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

/** A timer `group:PARTITION:KEY` of this broker. */
export function onGroupTimer(s: SimState, broker: number, name: string): void {
  const end = name.indexOf(':', 'group:'.length);
  const key = replicaKey(s, broker, offsetsTopic, Number(name.slice('group:'.length, end)));
  if (!s.shards.has(key)) return;
  runGroupEffects(s, key, handleGroupTimer(ownShard(s, key), name.slice(end + 1), groupContext(s, broker)));
}
