import type { GroupEffect } from '../../kafka/group/effects.ts';
import type { LogLine } from '../../kafka/server-log/log-line.ts';
import { offsetsTopic, type SimState } from '../state.ts';
import { type LogSubject, logLine } from './server-log.ts';

type GroupLine = GroupEffect & { readonly kind: 'log' };

/** What the coordinator of a group says, as the shard of its offsets partition (CoordinatorRuntime, LogContext). */
export function groupLine(broker: number, partition: number, { level, message }: Omit<GroupLine, 'kind'>): LogLine {
  const ident = `[GroupCoordinator id=${broker} topic=${offsetsTopic} partition=${partition}] `;
  return { level, logger: 'org.apache.kafka.coordinator.group.GroupMetadataManager', message: ident + message };
}

export function sayGroupLine(s: SimState, key: number, effect: GroupLine): void {
  const replica = s.replicas.get(key);
  if (replica === undefined) return;
  const groups = [...(s.shards.get(key)?.groups.keys() ?? [])];
  logLine(s, replica.broker, groupLine(replica.broker, replica.partition, effect), groupIn(effect.message, groups));
}

/** The group that a line names: the longest id that stands in it. */
function groupIn(message: string, groups: readonly string[]): LogSubject | null {
  let found: string | null = null;
  for (const id of groups) {
    if (message.includes(id) && id.length > (found?.length ?? 0)) found = id;
  }
  return found === null ? null : { kind: 'group', id: found };
}
