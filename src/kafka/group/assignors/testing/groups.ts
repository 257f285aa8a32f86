import fc from 'fast-check';
import type { TopicPartition } from '../../../protocol/requests.ts';
import type { Assignor, AssignorCluster, AssignorMember, GroupAssignment } from '../assignor.ts';

/** A member that owns nothing, has no rack and no instance id, unless said. */
export const aMember = (
  memberId: string,
  topics: readonly string[],
  more: Partial<AssignorMember> = {},
): AssignorMember => ({
  memberId,
  topics,
  groupInstanceId: null,
  userData: null,
  ownedPartitions: [],
  generationId: -1,
  rackId: null,
  ...more,
});

export const aCluster = (
  partitionsPerTopic: Readonly<Record<string, number>>,
  replicaRacks: AssignorCluster['replicaRacks'] = new Map(),
): AssignorCluster => ({ partitionsPerTopic: new Map(Object.entries(partitionsPerTopic)), replicaRacks });

/** `a0` … for a partition of a topic. */
const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}${partition}`;

/** Member id → `a0 a1 b0`, in the order of the lists. */
export const shown = (assignment: GroupAssignment): Record<string, string> =>
  Object.fromEntries([...assignment.keys()].map((id) => [id, partitionsOf(assignment, id).map(nameOf).join(' ')]));

/** Partitions from `a0 a1 b0`; topics have one letter. */
export const partitions = (text: string): TopicPartition[] =>
  text.split(' ').map((name) => ({ topic: name.slice(0, 1), partition: Number(name.slice(1)) }));

export function partitionsOf(assignment: GroupAssignment, memberId: string): TopicPartition[] {
  const topics = [...(assignment.get(memberId) ?? [])];
  return topics.flatMap(([topic, list]) => list.map((partition) => ({ topic, partition })));
}

/** The same members after an assignment, as they join again: cooperative ones with what they own. */
export const joinAgain = (
  assignor: Assignor,
  members: readonly AssignorMember[],
  assignment: GroupAssignment,
  generationId: number,
): AssignorMember[] =>
  members.map((member) => {
    const owned = partitionsOf(assignment, member.memberId);
    return {
      ...member,
      generationId,
      userData: assignor.subscriptionUserData({ partitions: owned, generationId }),
      ownedPartitions: assignor.supportedProtocols.includes('COOPERATIVE') ? owned : [],
    };
  });

export interface Group {
  readonly cluster: AssignorCluster;
  readonly members: readonly AssignorMember[];
}

const topicNames = ['a', 'b', 'c', 'd'];

/** Groups of up to eight members that own nothing; all subscribe to all topics, or each to some. */
export const groups = (subscriptions: 'equal' | 'mixed'): fc.Arbitrary<Group> =>
  fc
    .record({
      counts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      masks: fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 8 }),
    })
    .map(({ counts, masks }) => {
      const names = topicNames.slice(0, counts.length);
      const topicsOf = (mask: number): string[] => {
        const some = names.filter((_, at) => ((mask >> at) & 1) === 1);
        return some.length > 0 ? some : names.slice(0, 1);
      };
      return {
        cluster: aCluster(Object.fromEntries(names.map((name, at) => [name, counts[at] as number]))),
        members: masks.map((mask, at) => aMember(`m${at}`, subscriptions === 'equal' ? names : topicsOf(mask))),
      };
    });
