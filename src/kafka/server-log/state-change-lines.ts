import type { PartitionRegistration } from '../controller/metadata-image.ts';
import { info, javaList, type LogLine, nameOf, option, type PartitionName, scalaList } from './log-line.ts';

/*
 * What ReplicaManager.applyDelta and Partition.makeLeader and makeFollower write when newer metadata takes effect, all
 * through org.apache.kafka.logger.StateChangeLogger (4.3.1): Kafka keeps it in state-change.log.
 */

const logger = 'state.change.logger';
const say = (broker: number, text: string): LogLine => info(logger, `[Broker id=${broker}] ${text}`);

export type Role = 'leader' | 'follower';

export const transitioning = (broker: number, count: number, to: Role): LogLine =>
  say(broker, `Transitioning ${count} partition(s) to local ${to}s.`);

export const creatingPartition = (broker: number, at: PartitionName, topicId: string): LogLine =>
  say(broker, `Creating new partition ${nameOf(at)} with topic id ${topicId}.`);

export const deletingPartitions = (broker: number, count: number): LogLine =>
  say(broker, `Deleting ${count} partition(s).`);

export const stoppedFetchers = (broker: number, count: number): LogLine =>
  say(broker, `Stopped fetchers as part of become-follower for ${count} partitions`);

export const startedFetchers = (broker: number, count: number): LogLine =>
  say(broker, `Started fetchers as part of become-follower for ${count} partitions`);

export const stoppedForShutdown = (broker: number, count: number): LogLine =>
  say(broker, `Stopped fetchers as part of controlled shutdown for ${count} partitions`);

/** What a replica was before; leader −1: no metadata has named it since the process began. */
export interface RoleBefore {
  readonly leaderId: number | null;
  readonly leaderEpoch: number;
}

export interface LeaderStart {
  readonly topicId: string;
  readonly registration: PartitionRegistration;
  readonly startOffset: number;
  readonly highWatermark: number;
  readonly underMinIsr: boolean;
  readonly before: RoleBefore;
}

export function leaderStarts(broker: number, at: PartitionName, start: LeaderStart): LogLine {
  const { topicId, registration, startOffset, highWatermark, underMinIsr, before } = start;
  const { leaderEpoch, partitionEpoch, isr, addingReplicas, removingReplicas } = registration;
  const where = `leader epoch ${leaderEpoch} from offset ${startOffset} with partition epoch ${partitionEpoch}`;
  const members = `ISR ${scalaList(isr)}, adding replicas ${scalaList(addingReplicas)}`;
  const replicas = `${members} and removing replicas ${scalaList(removingReplicas)} ${underMinIsr ? '(under-min-isr)' : ''}`;
  const head = `Leader ${nameOf(at)} with topic id ${option(topicId)} starts at ${where}`;
  return say(broker, `${head}, high watermark ${highWatermark}, ${replicas}. ${previous(before)}`);
}

export function followerStarts(
  broker: number,
  at: PartitionName,
  registration: PartitionRegistration,
  log: { readonly endOffset: number; readonly highWatermark: number },
  before: RoleBefore,
): LogLine {
  const { leader, leaderEpoch, partitionEpoch } = registration;
  const head = `Follower ${nameOf(at)} starts at leader epoch ${leaderEpoch} from offset ${log.endOffset}`;
  const epochs = `with partition epoch ${partitionEpoch} and high watermark ${log.highWatermark}`;
  return say(broker, `${head} ${epochs}. Current leader is ${leader}. ${previous(before)}`);
}

const previous = ({ leaderId, leaderEpoch }: RoleBefore): string =>
  `Previous leader ${option(leaderId)} and previous leader epoch was ${leaderEpoch}.`;

/** The change did not raise the leader epoch, so that the replica goes on as what it is. */
export function skippedBecoming(
  broker: number,
  at: PartitionName,
  role: Role,
  topicId: string,
  registration: PartitionRegistration,
  state: { readonly isNew: boolean; readonly leaderEpoch: number; readonly highWatermark: number },
): LogLine {
  const head = `Skipped the become-${role} state change for ${nameOf(at)} with topic id ${option(topicId)}`;
  const what = `partition registration ${registrationText(registration)} and isNew=${state.isNew}`;
  if (role === 'follower') {
    return say(broker, `${head}, ${what} since it is already a follower with leader epoch ${state.leaderEpoch}.`);
  }
  const { isr, addingReplicas, removingReplicas } = registration;
  const replicas = `adding replicas ${scalaList(addingReplicas)} and removing replicas ${scalaList(removingReplicas)}`;
  const now = `Current high watermark ${state.highWatermark}, ISR ${scalaList(isr)}, ${replicas}`;
  return say(broker, `${head}, ${what} since it is already the leader with leader epoch ${state.leaderEpoch}. ${now}.`);
}

/** DirectoryId.UNASSIGNED. */
const unassigned = 'AAAAAAAAAAAAAAAAAAAAAQ';

/** org.apache.kafka.metadata.PartitionRegistration.toString. */
export function registrationText(registration: PartitionRegistration): string {
  const { replicas, isr, removingReplicas, addingReplicas, elr, lastKnownElr } = registration;
  const directories = registration.directories ?? replicas.map(() => unassigned);
  const { leader, leaderRecoveryState, leaderEpoch, partitionEpoch } = registration;
  const fields = [
    `replicas=${javaList(replicas)}`,
    `directories=${javaList(directories)}`,
    `isr=${javaList(isr)}`,
    `removingReplicas=${javaList(removingReplicas)}`,
    `addingReplicas=${javaList(addingReplicas)}`,
    `elr=${javaList(elr)}`,
    `lastKnownElr=${javaList(lastKnownElr)}`,
    `leader=${leader}`,
    `leaderRecoveryState=${leaderRecoveryState}`,
    `leaderEpoch=${leaderEpoch}`,
    `partitionEpoch=${partitionEpoch}`,
  ];
  return `PartitionRegistration(${fields.join(', ')})`;
}
