import { decodeAssignment, decodeSubscription } from '../../../kafka/group/consumer-protocol.ts';
import type { JoinGroupResponse, SyncGroupRequest, TopicPartition } from '../../../kafka/protocol/requests.ts';
import type { SimState } from '../../state.ts';
import type { Sent } from './step.ts';

export interface AssignedMember {
  readonly memberId: string;
  readonly topics: ReadonlySet<string>;
  /** `topic-partition` of what it said it has, and of which generation; −1: none. */
  readonly claimed: ReadonlySet<string>;
  readonly claimGeneration: number;
  readonly assigned: readonly TopicPartition[];
}

/** What the leader of a group has worked out for a generation and sends to the coordinator. */
export interface LeaderAssignment {
  readonly group: string;
  readonly generation: number;
  /** The assignor's name. */
  readonly assignor: string;
  readonly members: readonly AssignedMember[];
  /** As the leader's metadata had it. */
  readonly partitions: ReadonlyMap<string, number>;
}

/** By node, the latest answer that made a consumer the leader of its group. */
export type LeaderAnswers = Map<number, JoinGroupResponse>;

/** null: it is none, or it was not seen who is in the group. */
export function leaderAssignment(
  s: SimState,
  answers: LeaderAnswers,
  { from, request }: Sent,
): LeaderAssignment | null {
  if (request.api !== 'SyncGroup' || request.assignments.length === 0) return null;
  const answer = answers.get(from);
  const held = s.consumers.get(from);
  if (answer?.generationId !== request.generationId || held === undefined) return null;
  const partitions = new Map([...held.consumer.metadata.topics].map(([topic, known]) => [topic, known.length]));
  const members = answer.members.map((member) => memberOf(member, request));
  const { groupId: group, generationId: generation, protocolName: assignor } = request;
  return { group, generation, assignor, members, partitions };
}

export const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

function memberOf(
  { memberId, metadata }: JoinGroupResponse['members'][number],
  { assignments }: SyncGroupRequest,
): AssignedMember {
  const { topics, ownedPartitions, generationId: claimGeneration } = decodeSubscription(metadata);
  const bytes = assignments.find((assignment) => assignment.memberId === memberId)?.assignment;
  const assigned = bytes === undefined || bytes.length < 2 ? [] : decodeAssignment(bytes).partitions;
  return { memberId, topics: new Set(topics), claimed: new Set(ownedPartitions.map(keyOf)), claimGeneration, assigned };
}
