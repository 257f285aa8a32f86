import type { ConsumerCommand } from '../sim/command.ts';
import type { GroupSetup } from '../sim/setup.ts';
import { escapeRegex, option, shellQuote } from './shell-quote.ts';

/** One member of a group: kafka-console-consumer.sh under its own client.id. */
export function consumerLine(
  group: { readonly id: string; readonly topics: readonly string[]; readonly pattern?: string },
  member: string,
  configs: Readonly<Record<string, string>>,
  bootstrap: string,
): string {
  const [first, ...others] = group.topics;
  const topics =
    group.pattern === undefined && first !== undefined && others.length === 0
      ? option('topic', first)
      : option('include', group.pattern ?? group.topics.map(escapeRegex).join('|'));
  const properties = Object.entries({ 'client.id': member, ...configs }).map(([name, value]) =>
    option('command-property', `${name}=${value}`),
  );
  return [
    `kafka-console-consumer.sh ${option('bootstrap-server', bootstrap)}`,
    topics,
    option('group', group.id),
    ...properties,
  ].join(' ');
}

/**
 * All members of a group, each in the background; null for a group without any, which exists once somebody joins, and
 * where the console consumer does not do what the application does.
 */
export function groupLines(group: GroupSetup, bootstrap: string): string | null {
  const isOwnCode = group.application !== undefined || group.members.some(({ assign }) => assign !== undefined);
  if (group.members.length === 0 || isOwnCode) return null;
  const line = (member: GroupSetup['members'][number]): string =>
    `${consumerLine(group, member.id, { ...group.configs, ...ownConfigs(member) }, bootstrap)} &`;
  return group.members.map(line).join('\n');
}

/** The configs that one member has for itself. */
export const ownConfigs = (member: {
  readonly rack?: string;
  readonly instanceId?: string;
}): Readonly<Record<string, string>> => ({
  ...(member.rack !== undefined && { 'client.rack': member.rack }),
  ...(member.instanceId !== undefined && { 'group.instance.id': member.instanceId }),
});

/** Signals the process of a client, which one knows by the client.id on its command line. */
export function stopClient(clientId: string, signal: 'TERM' | 'KILL' | 'STOP' | 'CONT'): string {
  return `pkill -${signal} -f ${shellQuote(`client\\.id=${escapeRegex(clientId)}( |$)`)}`;
}

export function consumerActLine(command: ConsumerCommand): string | null {
  switch (command.do) {
    case 'remove-consumer':
      return stopClient(command.member, 'TERM');
    case 'crash-consumer':
      return stopClient(command.member, 'KILL');
    case 'pause-consumer':
      return stopClient(command.member, 'STOP');
    case 'resume-consumer':
      return stopClient(command.member, 'CONT');
    case 'slow-consumer':
    case 'freeze-consumer':
    case 'unfreeze-consumer':
    case 'seek-consumer':
    case 'pause-partitions':
    case 'resume-partitions':
      // How long a record takes, and what it calls on its consumer, is the application's own code.
      return null;
  }
}
