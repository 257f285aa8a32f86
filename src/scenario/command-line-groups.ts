import { option } from './shell-quote.ts';

/** What one types to see a group's offsets and members on a real cluster. */
export function describeGroupLine(group: string, bootstrap = 'localhost:9092'): string {
  return `kafka-consumer-groups.sh ${option('bootstrap-server', bootstrap)} --describe ${option('group', group)}`;
}
