import { assignRange } from './range.ts';

/** A member as a client assignor sees it. */
export interface AssignorMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly topics: readonly string[];
}

/** member id → topic → partitions, ascending. A member without partitions has an empty map. */
export type GroupAssignment = Map<string, Map<string, number[]>>;

/** Source: ConsumerPartitionAssignor.java. */
export interface Assignor {
  /** As in partition.assignment.strategy and the group's record. */
  readonly name: string;
  /** Eager: every member gives up all its partitions before it joins again. */
  readonly rebalanceProtocol: 'EAGER' | 'COOPERATIVE';
  readonly assign: (
    partitionsPerTopic: ReadonlyMap<string, number>,
    members: readonly AssignorMember[],
  ) => GroupAssignment;
}

const assignors: ReadonlyMap<string, Assignor> = new Map([
  ['range', { name: 'range', rebalanceProtocol: 'EAGER', assign: assignRange }],
]);

/** The assignor of that name, or undefined when there is none. */
export const assignorByName = (name: string): Assignor | undefined => assignors.get(name);
