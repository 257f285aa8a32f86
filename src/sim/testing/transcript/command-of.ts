import type { Command } from '../../command.ts';
import type { Step } from './script.ts';

const dotted = (named: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...named].filter(([name]) => name.includes('.')));

/** Null takes a config back to its default: `name=-`. */
const changes = (named: ReadonlyMap<string, string>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(dotted(named)).map(([name, value]) => [name, value === '-' ? null : value]));

function acksOf(named: ReadonlyMap<string, string>): '0' | '1' | 'all' {
  const acks = named.get('acks') ?? 'all';
  return acks === '0' || acks === '1' ? acks : 'all';
}

/** Verbs with a node for their one word. */
const onBroker = [
  'stop-broker',
  'kill-broker',
  'start-broker',
  'power-off-broker',
  'pause-broker',
  'resume-broker',
] as const;
const onController = [
  'stop-controller',
  'kill-controller',
  'start-controller',
  'pause-controller',
  'resume-controller',
] as const;

/** The command that a step gives, verbs and words as in `command.ts`; null: the step is none. */
export function commandOf({ verb, words, named }: Step): Command | null {
  const [first = '', second = ''] = words;
  const broker = onBroker.find((name) => name === verb);
  if (broker !== undefined) return { do: broker, broker: Number(first) };
  const controller = onController.find((name) => name === verb);
  if (controller !== undefined) return { do: controller, controller: Number(first) };
  const at = { topic: first, partition: Number(second) };
  switch (verb) {
    case 'power-off':
    case 'power-on':
      return { do: verb };
    case 'cut-link':
    case 'heal-link':
      return { do: verb, from: Number(first), to: Number(second) };
    case 'elect-preferred-leader':
    case 'elect-unclean-leader':
      return { do: verb, ...at };
    case 'alter-topic-config':
      return { do: verb, topic: first, configs: changes(named) };
    case 'reassign-partition': {
      const replicas = words[2] === 'cancel' ? null : (words[2] ?? '').split(',').map(Number);
      return { do: verb, ...at, replicas };
    }
    case 'create-topic': {
      const [partitions, replicationFactor] = [named.get('partitions') ?? 1, named.get('rf') ?? 3].map(Number);
      if (partitions === undefined || replicationFactor === undefined) return null;
      return { do: verb, topic: { name: first, partitions, replicationFactor, configs: dotted(named) } };
    }
    case 'produce-record':
      return { do: verb, topic: first, partition: Number(second), key: null, value: 'x', acks: acksOf(named) };
    default:
      return null;
  }
}
