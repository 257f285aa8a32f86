import type { ClassicGroup } from '../../kafka/group/classic-group.ts';
import type { ConsumerNode } from '../client/client-nodes.ts';
import type { SimState } from '../state.ts';
import { checker } from './checker.ts';
import { isAliveConsumer } from './seen/consumer-change.ts';
import { currentGroup } from './seen/current-group.ts';

/**
 * G2. No two members of a group hold the same partition: whoever joins has given up what it may lose, and whoever has not
 * joined is no member any more. Consumers that the group goes on without may still believe that they hold some. A static
 * member that is silent stays in the group without having joined: of it this is promised within one generation only. And a
 * coordinator whose disk lost the last generation with its power begins again at the one before: members of a generation
 * that it does not know have yet to hear of it.
 * Source: V848 NoDoubleClientAssignment, AbstractCoordinator.
 */
export const doubleOwnership = checker(
  'one owner of a partition',
  ['G2'],
  (s, { consumers }) => {
    for (const { held, isAlive, isReassigned } of consumers) {
      const wrong = isAlive && isReassigned ? sharedWith(s, held) : null;
      if (wrong !== null) return wrong;
    }
    return null;
  },
  { looksAtClients: true },
);

function sharedWith(s: SimState, one: ConsumerNode): string | null {
  if (one.consumer.config.assign !== null || one.consumer.partitions.size === 0) return null;
  const group = currentGroup(s, one.group);
  if (group === undefined || !isMember(group, one) || generationOf(one) > group.generationId) return null;
  for (const other of s.consumers.values()) {
    if (other === one || other.group !== one.group || !isAliveConsumer(other) || !isMember(group, other)) continue;
    const isStatic = (one.consumer.config.groupInstanceId ?? other.consumer.config.groupInstanceId) !== null;
    if (isStatic && generationOf(one) !== generationOf(other)) continue;
    if (generationOf(other) > group.generationId) continue;
    for (const key of one.consumer.partitions.keys()) {
      if (!other.consumer.partitions.has(key)) continue;
      return `group ${one.group}: ${one.id} of generation ${generationOf(one)} and ${other.id} of generation ${generationOf(other)} both hold ${key}`;
    }
  }
  return null;
}

const generationOf = ({ consumer }: ConsumerNode): number => consumer.membership.completedGenerationId;

const isMember = ({ members }: ClassicGroup, { consumer }: ConsumerNode): boolean =>
  consumer.config.assign === null && members.has(consumer.membership.generation.memberId);
