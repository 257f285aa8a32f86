import type { Command, ConfigChange } from '../sim/command.ts';
import { escapeRegex, option, shellQuote } from './shell-quote.ts';

type Of<N extends Command['do']> = Command & { readonly do: N };

export type AdminCommand = Of<
  | 'elect-preferred-leader'
  | 'elect-unclean-leader'
  | 'alter-topic-config'
  | 'alter-broker-config'
  | 'unregister-broker'
  | 'delete-topic'
  | 'delete-records'
  | 'reassign-partition'
  | 'verify-reassignment'
>;

/** What Kafka's own tools for operators do. */
export function adminLine(command: AdminCommand, server: string): string {
  switch (command.do) {
    case 'elect-preferred-leader':
    case 'elect-unclean-leader': {
      const type = command.do === 'elect-unclean-leader' ? 'unclean' : 'preferred';
      const { topic, partition } = command;
      return `kafka-leader-election.sh ${server} --election-type ${type} ${option('topic', topic)} --partition ${partition}`;
    }
    case 'alter-topic-config': {
      const entity = `--entity-type topics ${option('entity-name', command.topic)}`;
      return `kafka-configs.sh ${server} --alter ${entity} ${configChange(command.configs)}`;
    }
    case 'alter-broker-config': {
      const entity = command.broker === null ? '--entity-default' : `--entity-name ${command.broker}`;
      return `kafka-configs.sh ${server} --alter --entity-type brokers ${entity} ${configChange(command.configs)}`;
    }
    case 'unregister-broker':
      return `kafka-cluster.sh unregister ${server} --id ${command.broker}`;
    case 'delete-topic':
      // The tool takes the name as a regular expression.
      return `kafka-topics.sh ${server} --delete ${option('topic', escapeRegex(command.topic))}`;
    case 'delete-records': {
      const { topic, partition, offset } = command;
      const json = { partitions: [{ topic, partition, offset }], version: 1 };
      return `${piped(json)} | kafka-delete-records.sh ${server} --offset-json-file /dev/stdin`;
    }
    case 'reassign-partition': {
      const { replicas, throttle } = command;
      if (replicas === null) return reassignment(command, [], server, '--cancel');
      const slowed = throttle === undefined ? '' : ` --throttle ${throttle}`;
      return reassignment(command, replicas, server, `--execute --additional${slowed}`);
    }
    case 'verify-reassignment':
      return reassignment(command, command.replicas, server, '--verify');
  }
}

function configChange(configs: ConfigChange): string {
  const set = Object.entries(configs).flatMap(([name, value]) => (value === null ? [] : [`${name}=${listed(value)}`]));
  const gone = Object.entries(configs).flatMap(([name, value]) => (value === null ? [name] : []));
  const parts: string[] = [];
  if (set.length > 0) parts.push(option('add-config', set.join(',')));
  if (gone.length > 0) parts.push(option('delete-config', gone.join(',')));
  return parts.join(' ');
}

/** The tool splits at commas; brackets keep a list together. */
const listed = (value: string): string => (value.includes(',') ? `[${value}]` : value);

/** `--additional`: a reassignment that runs already does not stand in the way. Cancelling names the partition alone. */
function reassignment(
  { topic, partition }: { readonly topic: string; readonly partition: number },
  replicas: readonly number[],
  server: string,
  what: string,
): string {
  const json = { version: 1, partitions: [{ topic, partition, replicas }] };
  return `${piped(json)} | kafka-reassign-partitions.sh ${server} --reassignment-json-file /dev/stdin ${what}`;
}

const piped = (json: object): string => `echo ${shellQuote(JSON.stringify(json))}`;
