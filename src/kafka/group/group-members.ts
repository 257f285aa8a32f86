import { assert } from '../../base/assert.ts';
import { javaHashCode } from '../../base/java-string.ts';
import type { ClassicGroup, ClassicGroupMember, MemberProtocol } from './classic-group.ts';
import { supportsProtocols } from './group-protocol.ts';

const without = (list: readonly string[], gone: string): string[] => list.filter((item) => item !== gone);

/**
 * Kafka keeps the members in a java.util.HashMap, and its order shows: it decides who leads when the leader goes.
 * The table doubles when more than three quarters are taken; equal buckets keep the order of insertion.
 */
function putMember(group: ClassicGroup, member: ClassicGroupMember): void {
  group.members.delete(member.memberId);
  const entries = [...group.members.values(), member];
  while (entries.length > group.memberTableSize * 0.75) group.memberTableSize *= 2;
  const bucket = (memberId: string): number => {
    const hash = javaHashCode(memberId);
    return (hash ^ (hash >>> 16)) & (group.memberTableSize - 1);
  };
  const keyed = entries.map((entry, at) => ({ entry, at, bucket: bucket(entry.memberId) }));
  keyed.sort((a, b) => a.bucket - b.bucket || a.at - b.at);
  group.members = new Map(keyed.map(({ entry }) => [entry.memberId, entry]));
}

/** The first member sets the group's protocol type, and leads. Source: ClassicGroup.add. */
export function addMember(group: ClassicGroup, member: ClassicGroupMember): void {
  if (member.groupInstanceId !== null) {
    assert(!group.staticMembers.has(member.groupInstanceId), 'a static member is added once');
    group.staticMembers.set(member.groupInstanceId, member.memberId);
  }
  if (group.members.size === 0) group.protocolType = member.protocolType;
  const names = member.protocols.map((protocol) => protocol.name);
  assert(supportsProtocols(group, member.protocolType, names), 'a member shares a protocol with its group');
  group.leaderId ??= member.memberId;
  putMember(group, member);
  group.pendingJoinMembers = without(group.pendingJoinMembers, member.memberId);
}

/** A leader that goes is followed by the first of the others. Source: ClassicGroup.remove. */
export function removeMember(group: ClassicGroup, memberId: string): void {
  const removed = group.members.get(memberId);
  group.members.delete(memberId);
  if (removed !== undefined && removed.groupInstanceId !== null) group.staticMembers.delete(removed.groupInstanceId);
  if (group.leaderId === memberId) {
    const [first] = group.members.keys();
    group.leaderId = first ?? null;
  }
  group.pendingJoinMembers = without(group.pendingJoinMembers, memberId);
  group.pendingSyncMembers = without(group.pendingSyncMembers, memberId);
}

/** The same member under a new id; nobody waits on it any more. Source: ClassicGroup.replaceStaticMember. */
export function replaceStaticMember(
  group: ClassicGroup,
  groupInstanceId: string,
  oldMemberId: string,
  newMemberId: string,
): ClassicGroupMember {
  const old = group.members.get(oldMemberId);
  assert(old !== undefined, 'the member to replace exists');
  group.members.delete(oldMemberId);
  const member = { ...old, memberId: newMemberId, joinToken: null, syncToken: null, isNew: false };
  putMember(group, member);
  if (group.leaderId === oldMemberId) group.leaderId = newMemberId;
  group.staticMembers.set(groupInstanceId, newMemberId);
  return member;
}

/** Source: ClassicGroup.updateMember. */
export function updateMember(
  member: ClassicGroupMember,
  protocols: readonly MemberProtocol[],
  rebalanceTimeoutMs: number,
  sessionTimeoutMs: number,
  joinToken: number | null,
): void {
  member.protocols = protocols;
  member.rebalanceTimeoutMs = rebalanceTimeoutMs;
  member.sessionTimeoutMs = sessionTimeoutMs;
  member.joinToken = joinToken;
}

/** As Java prints a member. Source: ClassicGroupMember.toString. */
export function memberText(member: ClassicGroupMember): string {
  const protocols = member.protocols.map((protocol) => protocol.name).join(', ');
  return (
    `ClassicGroupMember(memberId='${member.memberId}', groupInstanceId='${member.groupInstanceId ?? ''}', ` +
    `clientId='${member.clientId}', clientHost='${member.clientHost}', ` +
    `rebalanceTimeoutMs=${member.rebalanceTimeoutMs}, sessionTimeoutMs=${member.sessionTimeoutMs}, ` +
    `protocolType='${member.protocolType}', supportedProtocols=[${protocols}])`
  );
}
