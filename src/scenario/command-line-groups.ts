import { isoTime } from '../base/iso-time.ts';
import type { Command } from '../sim/command.ts';
import { option } from './shell-quote.ts';

/** What one types to see a group's offsets and members on a real cluster. */
export function describeGroupLine(group: string, bootstrap = 'localhost:9092'): string {
  return `kafka-consumer-groups.sh ${option('bootstrap-server', bootstrap)} --describe ${option('group', group)}`;
}

type ResetOffsets = Command & { readonly do: 'reset-offsets' };

/** The tool's own options; without `--execute` it would only say what it does. */
export function resetOffsetsLine(command: ResetOffsets, bootstrap: string): string {
  const { group, topic, partitions } = command;
  const scope =
    topic === null
      ? '--all-topics'
      : option('topic', partitions === undefined ? topic : `${topic}:${partitions.join(',')}`);
  return [
    `kafka-consumer-groups.sh ${option('bootstrap-server', bootstrap)} --reset-offsets ${option('group', group)}`,
    scope,
    strategyOption(command),
    '--execute',
  ].join(' ');
}

function strategyOption({ to }: ResetOffsets): string {
  switch (to.kind) {
    case 'to-offset':
      return `--to-offset ${to.offset}`;
    case 'shift-by':
      return `--shift-by ${to.by}`;
    case 'to-datetime':
      return `--to-datetime ${isoTime(to.ms)}`;
    case 'by-duration':
      return `--by-duration PT${to.ms / 1000}S`;
    default:
      return `--${to.kind}`;
  }
}
