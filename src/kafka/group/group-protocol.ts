import { assert } from '../../base/assert.ts';
import { MalformedBytes } from '../../base/bytes.ts';
import { javaHashMapOrder } from '../../base/java-string.ts';
import type { ClassicGroup, ClassicGroupMember, MemberProtocol } from './classic-group.ts';
import { consumerProtocolType, decodeSubscription } from './consumer-protocol.ts';

const supports = (member: ClassicGroupMember, name: string): boolean =>
  member.protocols.some((protocol) => protocol.name === name);

/** Whether a member with these protocols fits the group: one of them is shared by all members. */
export function supportsProtocols(group: ClassicGroup, protocolType: string, names: readonly string[]): boolean {
  if (group.state === 'Empty') return protocolType !== '' && names.length > 0;
  if (group.protocolType !== protocolType) return false;
  const members = [...group.members.values()];
  return names.some((name) => members.every((member) => supports(member, name)));
}

/**
 * Each member votes for the first of its protocols that all support; the most votes win. A tie goes to the first
 * in the order of a Java HashMap. Source: ClassicGroup.selectProtocol.
 */
export function selectProtocol(group: ClassicGroup): string {
  const members = [...group.members.values()];
  const votes = new Map<string, number>();
  for (const member of members) {
    const choice = member.protocols.find(({ name }) => members.every((other) => supports(other, name)));
    assert(choice !== undefined, 'the members of a group share a protocol');
    votes.set(choice.name, (votes.get(choice.name) ?? 0) + 1);
  }
  let selected: string | undefined;
  for (const name of javaHashMapOrder([...votes.keys()])) {
    if (selected === undefined || (votes.get(name) ?? 0) > (votes.get(selected) ?? 0)) selected = name;
  }
  assert(selected !== undefined, 'a group with members selects a protocol');
  return selected;
}

/** What the member sent for a protocol: for consumers a ConsumerProtocolSubscription. */
export function protocolMetadata(member: ClassicGroupMember, protocolName: string | null): Uint8Array {
  const protocol = member.protocols.find(({ name }) => name === protocolName);
  assert(protocol !== undefined, `member ${member.memberId} supports ${protocolName}`);
  return protocol.metadata;
}

/** The topics of all members' subscriptions; null when the group is not a consumer group or not readable. */
export function computeSubscribedTopics(group: ClassicGroup): readonly string[] | null {
  if (group.protocolType !== consumerProtocolType) return null;
  if (group.members.size === 0) return [];
  if (group.protocolName === null) return null;
  const topics = new Set<string>();
  try {
    for (const member of group.members.values()) {
      for (const topic of decodeSubscription(protocolMetadata(member, group.protocolName)).topics) topics.add(topic);
    }
  } catch (error) {
    if (error instanceof MalformedBytes) return null;
    throw error;
  }
  return [...topics].sort();
}

/** Source: ClassicGroup.isSubscribedToTopic. */
export const isSubscribedToTopic = (group: ClassicGroup, topic: string): boolean =>
  group.subscribedTopics === null
    ? group.protocolType === consumerProtocolType
    : group.subscribedTopics.includes(topic);

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Whether a join changes nothing of what the member said before. Source: ClassicGroupMember.matches. */
export const matchesProtocols = (member: ClassicGroupMember, protocols: readonly MemberProtocol[]): boolean =>
  member.protocols.length === protocols.length &&
  member.protocols.every(({ name, metadata }, at) => {
    const other = protocols[at];
    return other !== undefined && other.name === name && sameBytes(other.metadata, metadata);
  });
