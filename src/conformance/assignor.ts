import { assert } from '../base/assert.ts';
import { fromHex } from '../base/hex.ts';
import type { AssignorCluster, AssignorMember, GroupAssignment } from '../kafka/group/assignors/assignor.ts';
import { assignorByName } from '../kafka/group/assignors/assignor.ts';
import { defineSuite, type Suite } from './suite.ts';

interface Member {
  readonly id: string;
  readonly instanceId: string | null;
  readonly rack: string | null;
  readonly topics: readonly string[];
  readonly owned: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
  readonly generation: number | null;
  readonly userData?: string | null;
}

interface Round {
  readonly topics: readonly { readonly name: string; readonly partitions: number; readonly replicas?: number[][] }[];
  readonly members: readonly Member[];
  /** Ids in the order of Java's map, where it matters. */
  readonly memberOrder?: readonly string[];
}

interface Input {
  readonly nodes?: readonly { readonly id: number; readonly rack: string | null }[];
  readonly rounds: readonly Round[];
}

function clusterOf({ nodes = [] }: Input, { topics }: Round): AssignorCluster {
  const racks = new Map(nodes.map(({ id, rack }) => [id, rack]));
  const racksOf = (replicas: readonly number[]): string[] =>
    replicas.map((id) => racks.get(id) ?? null).filter((rack) => rack !== null);
  return {
    partitionsPerTopic: new Map(topics.map(({ name, partitions }) => [name, partitions])),
    replicaRacks: new Map(topics.map(({ name, replicas = [] }) => [name, replicas.map(racksOf)])),
  };
}

const toMember = ({ id, instanceId, rack, topics, owned, generation, userData }: Member): AssignorMember => ({
  memberId: id,
  groupInstanceId: instanceId,
  rackId: rack,
  topics,
  ownedPartitions: owned.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition }))),
  generationId: generation ?? -1,
  userData: typeof userData === 'string' ? fromHex(userData) : null,
});

function membersOf({ members, memberOrder }: Round): AssignorMember[] {
  if (memberOrder === undefined) return members.map(toMember);
  const byId = new Map(members.map((member) => [member.id, member]));
  return memberOrder.map((id) => {
    const member = byId.get(id);
    assert(member !== undefined, 'memberOrder names the members');
    return toMember(member);
  });
}

/** Kafka's order of a list is not part of the recorded answer. */
function answer(assignment: GroupAssignment): object {
  const ascending = (topics: ReadonlyMap<string, readonly number[]>): object =>
    Object.fromEntries([...topics].map(([topic, partitions]) => [topic, [...partitions].sort((a, b) => a - b)]));
  return Object.fromEntries([...assignment].map(([memberId, topics]) => [memberId, ascending(topics)]));
}

const assignorSuite = (suite: string, name: string): Suite =>
  defineSuite<Input>(suite, (input) => {
    const assignor = assignorByName(name);
    assert(assignor !== undefined, `${name} is an assignor`);
    return { rounds: input.rounds.map((round) => answer(assignor.assign(clusterOf(input, round), membersOf(round)))) };
  });

/** The classic protocol's assignors; every round is complete in itself. */
export const assignorSuites: readonly Suite[] = [
  assignorSuite('assignor-cooperative-sticky', 'cooperative-sticky'),
  assignorSuite('assignor-cooperative-sticky-ordered', 'cooperative-sticky'),
  assignorSuite('assignor-range', 'range'),
  assignorSuite('assignor-roundrobin', 'roundrobin'),
  assignorSuite('assignor-sticky', 'sticky'),
  assignorSuite('assignor-sticky-ordered', 'sticky'),
];
