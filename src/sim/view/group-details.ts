import { describeConsumer } from '../../kafka/client/consumer/consumer.ts';
import type { ClassicGroup } from '../../kafka/group/classic-group.ts';
import { byTopicPartition, decodeAssignment } from '../../kafka/group/consumer-protocol.ts';
import type { GroupShard } from '../../kafka/group/shard.ts';
import type { TopicPartition } from '../../kafka/protocol/requests.ts';
import { stillAfter } from '../group-history.ts';
import { emptyGroupHistory, type GroupHistory } from '../group-history-state.ts';
import type { GroupView } from '../snapshot.ts';
import { offsetsTopic, replicaKey, type SimState } from '../state.ts';
import type { Run } from '../timeline.ts';
import { groupViews } from './client-views.ts';
import { leaderHighWatermark } from './partition-views.ts';

/** A partition as its reader knows it. */
export interface ReadPartition extends TopicPartition {
  /** −1: not known yet. */
  readonly position: number;
  /** The metric records-lag: high watermark of the last Fetch − position; null while unknown. */
  readonly recordsLag: number | null;
}

/** A line of kafka-consumer-groups --describe; null stands for its `-`. */
export interface DescribedPartition extends TopicPartition {
  readonly currentOffset: number | null;
  /** As ListOffsets answers to readers of uncommitted records: the high watermark. */
  readonly logEndOffset: number | null;
  readonly lag: number | null;
  readonly consumerId: string | null;
  readonly host: string | null;
  readonly clientId: string | null;
}

export interface GroupReader {
  readonly node: number;
  readonly partitions: readonly ReadPartition[];
}

/** All that is to be known of a group at one moment. */
export interface GroupDetail {
  readonly group: GroupView;
  readonly protocolType: string | null;
  /** The assignor that the members agreed on; null: no generation has one yet. */
  readonly assignor: string | null;
  readonly readers: readonly GroupReader[];
  /** null: nobody can be asked, or the group is not known there. */
  readonly described: readonly DescribedPartition[] | null;
  /** What the tool says before the lines, in its words; null: nothing. */
  readonly warning: string | null;
  readonly history: GroupHistory;
  /** By node: microseconds until now for which its partitions stood still. */
  readonly stoodStillUs: ReadonlyMap<number, { readonly joining: number; readonly dead: number }>;
}

export interface GroupDetails {
  readonly atUs: number;
  readonly groups: readonly GroupDetail[];
}

export function groupDetails(run: Run): GroupDetails {
  return { atUs: run.state.nowUs, groups: details(run.state) };
}

function details(s: SimState): GroupDetail[] {
  return groupViews(s).map((group) => {
    const { coordinator, offsetsPartition } = group;
    const shard =
      coordinator < 0 ? undefined : s.shards.get(replicaKey(s, coordinator, offsetsTopic, offsetsPartition));
    const known = shard?.groups.get(group.id);
    const history = s.evidence.groups.get(group.id) ?? emptyGroupHistory;
    return {
      group,
      protocolType: known?.protocolType ?? null,
      assignor: known?.protocolName ?? null,
      readers: readersOf(s, group),
      described: shard === undefined || known === undefined ? null : described(s, shard, known),
      warning: known === undefined ? null : warningOf(known),
      history,
      stoodStillUs: new Map(history.members.map((member) => [member.node, stillAfter(member, s.nowUs)])),
    };
  });
}

function readersOf(s: SimState, group: GroupView): GroupReader[] {
  return group.members.flatMap(({ node }) => {
    const held = s.consumers.get(node);
    if (held === undefined) return [];
    const partitions = describeConsumer(held.consumer).partitions.map(({ topic, partition, position, lag }) => ({
      topic,
      partition,
      position,
      recordsLag: lag,
    }));
    return [{ node, partitions }];
  });
}

/** Source: ConsumerGroupCommand.shouldPrintMemberState. */
function warningOf({ groupId, state }: ClassicGroup): string | null {
  switch (state) {
    case 'Stable':
      return null;
    case 'Empty':
      return `Consumer group '${groupId}' has no active members.`;
    case 'Dead':
      return `Error: Consumer group '${groupId}' does not exist.`;
    default:
      return `Warning: Consumer group '${groupId}' is rebalancing.`;
  }
}

/**
 * Partitions of the members with most of them first, then those with a commit that nobody has. Only a stable group tells
 * who has what. Source: ConsumerGroupCommand.collectGroupsOffsets, ClassicGroup.describe.
 */
function described(s: SimState, shard: GroupShard, group: ClassicGroup): DescribedPartition[] {
  const committed = shard.offsets.get(group.groupId) ?? new Map();
  const assigned = new Set<string>();
  const members = [...group.members.values()].map(({ memberId, clientId, clientHost, assignment }) => {
    const tells = group.state === 'Stable' && assignment.length > 0;
    const partitions = tells ? [...decodeAssignment(assignment).partitions].sort(byTopicPartition) : [];
    return { consumerId: memberId, clientId, host: clientHost, partitions };
  });
  const line = (at: TopicPartition, who: Pick<DescribedPartition, 'consumerId' | 'host' | 'clientId'>) => {
    const { topic, partition } = at;
    const currentOffset = committed.get(`${topic}-${partition}`)?.offset ?? null;
    const logEndOffset = leaderHighWatermark(s, topic, partition);
    const lag = currentOffset === null || logEndOffset === null ? null : logEndOffset - currentOffset;
    return { topic, partition, currentOffset, logEndOffset, lag, ...who };
  };
  const lines = members
    .sort((x, y) => y.partitions.length - x.partitions.length)
    .flatMap(({ partitions, consumerId, host, clientId }) =>
      partitions.map((at) => {
        assigned.add(`${at.topic}-${at.partition}`);
        return line(at, { consumerId, host, clientId });
      }),
    );
  const rest = [...committed.values()]
    .filter(({ topic, partition }) => !assigned.has(`${topic}-${partition}`))
    .sort(byTopicPartition)
    .map(({ topic, partition }) => line({ topic, partition }, { consumerId: null, host: null, clientId: null }));
  return [...lines, ...rest];
}
