import type { PartitionRegistration } from '../../kafka/controller/metadata-image.ts';
import { latestEpoch } from '../../kafka/log/partition-log.ts';
import * as fetchers from '../../kafka/server-log/fetcher-lines.ts';
import type { LogLine, PartitionName } from '../../kafka/server-log/log-line.ts';
import { logLoaded, noCheckpointedHighWatermark } from '../../kafka/server-log/partition-lines.ts';
import * as stateChange from '../../kafka/server-log/state-change-lines.ts';
import { createdLog, truncating } from '../../kafka/server-log/storage-lines.ts';
import type { Replica } from '../broker/replica-state.ts';
import { effectiveMinIsr } from '../settings.ts';
import { brokerOf, logAt, type SimState } from '../state.ts';
import { aboutPartition, logLine, logLines } from './server-log.ts';

interface Changed extends PartitionName {
  readonly lines: readonly LogLine[];
}

/** What one delta of the metadata does to the replicas of a broker, in the order in which ReplicaManager says it. */
export interface RoleChanges {
  readonly leaders: Changed[];
  readonly followers: Changed[];
  /** Fetched anew from a leader; leader −1: there is none to fetch from. */
  readonly started: (fetchers.InitialFetch & { readonly leader: number; readonly epochless: boolean })[];
  readonly stoppedForShutdown: PartitionName[];
}

export const noRoleChanges = (): RoleChanges => ({ leaders: [], followers: [], started: [], stoppedForShutdown: [] });

/** A replica as it was before the metadata was put into effect. */
export interface ReplicaBefore {
  readonly isNew: boolean;
  readonly newLog: boolean;
  readonly role: Replica['role'];
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly highWatermark: number;
}

export const replicaBefore = (replica: Replica, isNew: boolean, newLog: boolean): ReplicaBefore => ({
  isNew,
  newLog,
  role: replica.role,
  leaderId: replica.leaderId,
  leaderEpoch: replica.leaderEpoch,
  partitionEpoch: replica.partitionEpoch,
  highWatermark: replica.highWatermark,
});

/** Partition.makeLeader and makeFollower with what comes before them, once the replica has its new role. */
export function noteRole(
  s: SimState,
  changes: RoleChanges,
  key: number,
  topicId: string,
  registration: PartitionRegistration,
  before: ReplicaBefore,
): void {
  const replica = s.replicas.get(key);
  if (replica === undefined || registration.partitionEpoch < before.partitionEpoch) return;
  const { broker, topic, partition } = replica;
  const { highWatermark } = before;
  const at = { topic, partition };
  const lines = before.isNew ? newPartition(s, replica, topicId, before.newLog) : [];
  const leads = registration.leader === broker;
  const role = leads ? 'leader' : 'follower';
  const was = { leaderId: before.role === 'none' ? null : before.leaderId, leaderEpoch: before.leaderEpoch };
  const { logEndOffset } = logAt(s, key);
  if (registration.leaderEpoch <= before.leaderEpoch) {
    const state = { isNew: before.isNew, leaderEpoch: before.leaderEpoch, highWatermark };
    lines.push(stateChange.skippedBecoming(broker, at, role, topicId, registration, state));
  } else if (leads) {
    const needed = effectiveMinIsr(s, brokerOf(s, broker).image, topic, replica.replicas.length, broker);
    const start = { topicId, registration, startOffset: replica.leaderEpochStartOffset, highWatermark, before: was };
    lines.push(stateChange.leaderStarts(broker, at, { ...start, underMinIsr: registration.isr.length < needed }));
  } else {
    lines.push(stateChange.followerStarts(broker, at, registration, { endOffset: logEndOffset, highWatermark }, was));
  }
  (leads ? changes.leaders : changes.followers).push({ ...at, lines });
  if (leads) return;
  const { leader, leaderEpoch } = registration;
  if (brokerOf(s, broker).state === 'stopping' && (leader < 0 || !registration.isr.includes(broker))) {
    changes.stoppedForShutdown.push(at);
  } else if (leaderEpoch > before.leaderEpoch) {
    const epochless = latestEpoch(logAt(s, key)) === undefined;
    changes.started.push({ ...at, leader, topicId, leaderEpoch, offset: logEndOffset, epochless });
  }
}

/** ReplicaManager.getOrCreatePartition and Partition.createLog. */
function newPartition(s: SimState, replica: Replica, topicId: string, newLog: boolean): LogLine[] {
  const { broker, topic, key } = replica;
  const { image, highWatermarkCheckpoint } = brokerOf(s, broker);
  const lines = [stateChange.creatingPartition(broker, replica, topicId)];
  if (newLog) lines.push(createdLog(replica, image.configs.get(`topic:${topic}`) ?? new Map()));
  if (!highWatermarkCheckpoint.has(key)) lines.push(noCheckpointedHighWatermark(replica, broker));
  const saved = Math.min(highWatermarkCheckpoint.get(key) ?? 0, logAt(s, key).logEndOffset);
  lines.push(logLoaded(replica, broker, Math.max(saved, logAt(s, key).logStartOffset)));
  return lines;
}

/** ReplicaManager.applyLocalLeadersDelta, applyLocalFollowersDelta. */
export function sayRoleChanges(s: SimState, broker: number, changes: RoleChanges): void {
  const { leaders, followers, started, stoppedForShutdown } = changes;
  const say = (line: LogLine): void => logLine(s, broker, line);
  const sayEach = (changed: readonly Changed[]): void => {
    for (const { lines, ...at } of changed) logLines(s, broker, lines, aboutPartition(at));
  };
  if (leaders.length > 0) {
    say(stateChange.transitioning(broker, leaders.length, 'leader'));
    say(fetchers.removedFetcher(broker, leaders));
    sayEach(leaders);
  }
  if (followers.length === 0) return;
  say(stateChange.transitioning(broker, followers.length, 'follower'));
  sayEach(followers);
  if (started.length > 0) sayStarted(s, broker, started);
  if (stoppedForShutdown.length > 0) {
    say(fetchers.removedFetcher(broker, stoppedForShutdown));
    say(stateChange.stoppedForShutdown(broker, stoppedForShutdown.length));
  }
}

function sayStarted(s: SimState, broker: number, started: RoleChanges['started']): void {
  logLine(s, broker, fetchers.removedFetcher(broker, started));
  logLine(s, broker, stateChange.stoppedFetchers(broker, started.length));
  const alive = started.filter(({ leader }) => brokerOf(s, broker).image.brokers.get(leader)?.fenced === false);
  for (const leader of new Set(alive.map((fetch) => fetch.leader))) {
    const fetched = alive.filter((fetch) => fetch.leader === leader);
    logLine(s, broker, fetchers.addedFetcher(broker, leader, fetched));
  }
  logLine(s, broker, stateChange.startedFetchers(broker, started.length));
  // A thread's first work: a log without epochs has nothing to compare with its leader's.
  for (const { leader, offset, epochless, ...at } of alive.filter((fetch) => fetch.epochless)) {
    logLine(s, broker, fetchers.truncatingToHighWatermark(broker, leader, at, offset), aboutPartition(at));
    logLines(s, broker, truncating(at, offset, offset, offset), aboutPartition(at));
  }
}
