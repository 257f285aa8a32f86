import { assert } from '../../base/assert.ts';

/**
 * State of a group of the classic protocol.
 * Source: group-coordinator/src/main/java/org/apache/kafka/coordinator/group/classic/ClassicGroup.java.
 */
export type ClassicGroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead';

export interface MemberProtocol {
  readonly name: string;
  readonly metadata: Uint8Array;
}

export interface ClassicGroupMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly protocolType: string;
  rebalanceTimeoutMs: number;
  sessionTimeoutMs: number;
  /** In the member's order of preference. */
  protocols: readonly MemberProtocol[];
  assignment: Uint8Array;
  /** Token of the JoinGroup that waits for the rebalance, `answered` when it has got an error; null when none does. */
  joinToken: number | null;
  /** Token of the SyncGroup that waits for the leader's assignment; null when none does. */
  syncToken: number | null;
  /** Joined for the first time and not yet answered: its session may end while it waits. */
  isNew: boolean;
}

export interface ClassicGroup {
  readonly groupId: string;
  state: ClassicGroupState;
  previousState: ClassicGroupState;
  /** Wall clock of the last transition; null when an old record did not say. */
  currentStateTimestampMs: number | null;
  /** null: a simple group, which only stores offsets. */
  protocolType: string | null;
  protocolName: string | null;
  generationId: number;
  leaderId: string | null;
  /** In the order of a Java HashMap of the member ids. */
  members: Map<string, ClassicGroupMember>;
  /** Buckets of that HashMap: it grows with the members and never shrinks. */
  memberTableSize: number;
  /** group.instance.id → member id. */
  staticMembers: Map<string, string>;
  /** Member ids handed out by MEMBER_ID_REQUIRED that have not come back yet. */
  pendingJoinMembers: string[];
  /** Members that have not sent SyncGroup for this generation yet. */
  pendingSyncMembers: string[];
  /** null: not known. */
  subscribedTopics: readonly string[] | null;
  /** A member came while the initial rebalance waits, so the wait may be extended. */
  newMemberAdded: boolean;
  /** While the initial rebalance waits: its present delay and how far it may still be extended. */
  initialRebalance: { readonly delayMs: number; readonly remainingMs: number } | null;
}

/** Stands in `joinToken` for a waiting request that has already got its answer. */
export const answered = -1;

export function createClassicGroup(groupId: string, nowMs: number): ClassicGroup {
  return {
    groupId,
    state: 'Empty',
    previousState: 'Dead',
    currentStateTimestampMs: nowMs,
    protocolType: null,
    protocolName: null,
    generationId: 0,
    leaderId: null,
    members: new Map(),
    memberTableSize: 16,
    staticMembers: new Map(),
    pendingJoinMembers: [],
    pendingSyncMembers: [],
    subscribedTopics: null,
    newMemberAdded: false,
    initialRebalance: null,
  };
}

/** A copy that shares nothing mutable with the original. */
export function copyClassicGroup(group: ClassicGroup): ClassicGroup {
  const members = new Map<string, ClassicGroupMember>();
  for (const [memberId, member] of group.members) members.set(memberId, { ...member });
  return {
    ...group,
    members,
    staticMembers: new Map(group.staticMembers),
    pendingJoinMembers: [...group.pendingJoinMembers],
    pendingSyncMembers: [...group.pendingSyncMembers],
  };
}

/** Source: ClassicGroupState.java, validPreviousStates. */
const validPreviousStates: Readonly<Record<ClassicGroupState, readonly ClassicGroupState[]>> = {
  Empty: ['PreparingRebalance'],
  PreparingRebalance: ['Stable', 'CompletingRebalance', 'Empty'],
  CompletingRebalance: ['PreparingRebalance'],
  Stable: ['CompletingRebalance'],
  Dead: ['Stable', 'PreparingRebalance', 'CompletingRebalance', 'Empty', 'Dead'],
};

export const canRebalance = (group: ClassicGroup): boolean =>
  validPreviousStates.PreparingRebalance.includes(group.state);

export function transitionTo(group: ClassicGroup, state: ClassicGroupState, nowMs: number): void {
  assert(validPreviousStates[state].includes(group.state), `a group goes from ${group.state} to ${state}`);
  group.previousState = group.state;
  group.state = state;
  group.currentStateTimestampMs = nowMs;
}

export const isAwaitingJoin = (member: ClassicGroupMember): boolean => member.joinToken !== null;
export const isLeader = (group: ClassicGroup, memberId: string): boolean => group.leaderId === memberId;

export function numAwaitingJoinResponse(group: ClassicGroup): number {
  let count = 0;
  for (const member of group.members.values()) if (isAwaitingJoin(member)) count++;
  return count;
}

export const hasAllMembersJoined = (group: ClassicGroup): boolean =>
  group.members.size === numAwaitingJoinResponse(group) && group.pendingJoinMembers.length === 0;

/** The largest of the members' rebalance timeouts (max.poll.interval.ms). */
export function rebalanceTimeoutMs(group: ClassicGroup): number {
  let largest = 0;
  for (const member of group.members.values()) largest = Math.max(largest, member.rebalanceTimeoutMs);
  return largest;
}

/** A member that waits for the coordinator needs no heartbeat, except on its very first join. */
export const hasSatisfiedHeartbeat = (member: ClassicGroupMember): boolean =>
  !member.isNew && (isAwaitingJoin(member) || member.syncToken !== null);
