import type { ResetStrategy } from '../../../kafka/group/offset-reset.ts';
import type { Command } from '../../command.ts';
import type { ApplicationSetup, GroupSetup, ProducerSetup } from '../../setup.ts';
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

const processingUs = (named: ReadonlyMap<string, string>): number => Math.round(Number(named.get('ms') ?? 0) * 1000);

/** `rate=…` records a second of `bytes=…` (20), `users=…` keys (absent: none), Kafka's configs. */
function producerOf(id: string, named: ReadonlyMap<string, string>): ProducerSetup {
  const users = Number(named.get('users') ?? 0);
  return {
    id,
    topic: named.get('topic') ?? 'orders',
    ratePerSecond: Number(named.get('rate') ?? 1),
    keys: users > 0 ? { kind: 'users', count: users } : { kind: 'none' },
    valueBytes: Number(named.get('bytes') ?? 20),
    configs: dotted(named),
  };
}

/**
 * `commit=commitSync:after` or `:before`, `every=…` records of a commit; `poison=…` throws on every so many-th record,
 * `retries=…` (`ever`), `failures=…`, `backoff=…` ms, `give-up=…`, `dlt=…`.
 */
function applicationOf(named: ReadonlyMap<string, string>): { readonly application?: ApplicationSetup } {
  const [call, when] = (named.get('commit') ?? '').split(':');
  const number = (name: string): number | undefined => {
    const text = named.get(name);
    return text === undefined ? undefined : Number(text);
  };
  const records = number('every');
  const every = number('poison');
  const failures = number('failures');
  const deadLetterTopic = named.get('dlt');
  const giveUp = named.get('give-up');
  const application: ApplicationSetup = {
    ...(call !== '' && {
      commit: {
        call: call === 'commitAsync' ? 'commitAsync' : 'commitSync',
        when: when === 'before' ? 'before' : 'after',
        ...(records !== undefined && { records }),
      },
    }),
    ...(every !== undefined && {
      poison: {
        record: { by: 'offset', every },
        retries: named.get('retries') === 'ever' ? null : (number('retries') ?? 0),
        backoffMs: number('backoff') ?? 100,
        giveUp: giveUp === 'skip' || giveUp === 'dead-letter' ? giveUp : 'stop',
        ...(failures !== undefined && { failures }),
        ...(deadLetterTopic !== undefined && { deadLetterTopic }),
      },
    }),
  };
  return Object.keys(application).length === 0 ? {} : { application };
}

/** `members=…` of them, `ms=…` a record, `instances=yes` for static ones, Kafka's configs. */
function groupOf(id: string, named: ReadonlyMap<string, string>): GroupSetup {
  const members = Array.from({ length: Number(named.get('members') ?? 2) }, (_, at) => {
    const member = { id: `${id}-${at + 1}`, processingUs: processingUs(named) };
    return named.get('instances') === 'yes' ? { ...member, instanceId: `instance-${at + 1}` } : member;
  });
  const topics = (named.get('topics') ?? 'orders').split(',');
  const configs = { 'auto.offset.reset': 'earliest', ...dotted(named) };
  return { id, topics, members, configs, ...applicationOf(named) };
}

/** `to=earliest`, `to=latest`, `to=current`, `offset=…`, `shift=…`, `ago=…` seconds. */
function strategyOf(named: ReadonlyMap<string, string>): ResetStrategy {
  const number = (name: string): number => Number(named.get(name));
  if (named.has('offset')) return { kind: 'to-offset', offset: number('offset') };
  if (named.has('shift')) return { kind: 'shift-by', by: number('shift') };
  if (named.has('ago')) return { kind: 'by-duration', ms: number('ago') * 1000 };
  const to = named.get('to');
  return to === 'latest' ? { kind: 'to-latest' } : to === 'current' ? { kind: 'to-current' } : { kind: 'to-earliest' };
}

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
    case 'alter-broker-config':
      return { do: verb, broker: first === 'all' ? null : Number(first), configs: changes(named) };
    case 'alter-topic-config':
      return { do: verb, topic: first, configs: changes(named) };
    case 'reassign-partition': {
      const replicas = words[2] === 'cancel' ? null : (words[2] ?? '').split(',').map(Number);
      const throttle = named.get('throttle');
      return { do: verb, ...at, replicas, ...(throttle === undefined ? {} : { throttle: Number(throttle) }) };
    }
    case 'verify-reassignment':
      return { do: verb, ...at, replicas: (words[2] ?? '').split(',').map(Number) };
    case 'create-topic': {
      const [partitions, replicationFactor] = [named.get('partitions') ?? 1, named.get('rf') ?? 3].map(Number);
      if (partitions === undefined || replicationFactor === undefined) return null;
      return { do: verb, topic: { name: first, partitions, replicationFactor, configs: dotted(named) } };
    }
    case 'delete-topic':
      return { do: verb, topic: first };
    case 'add-partitions':
      return { do: verb, topic: first, total: Number(second) };
    case 'change-network':
      return { do: verb, latencyUs: processingUs(named), jitterUs: 0 };
    case 'add-producer':
      return { do: verb, producer: producerOf(first, named) };
    case 'change-producer':
      return { do: verb, producer: first, ratePerSecond: Number(named.get('rate') ?? 0) };
    case 'add-group':
      return { do: verb, group: groupOf(first, named) };
    case 'add-consumer': {
      const instanceId = named.get('instance');
      const own = instanceId === undefined ? {} : { instanceId };
      return { do: verb, group: first, member: second, processingUs: processingUs(named), ...own };
    }
    case 'remove-producer':
      return { do: verb, producer: first };
    case 'remove-consumer':
    case 'crash-consumer':
    case 'freeze-consumer':
    case 'unfreeze-consumer':
    case 'pause-consumer':
    case 'resume-consumer':
      return { do: verb, member: first };
    case 'seek-consumer': {
      const to = second === 'beginning' || second === 'end' ? second : Number(second);
      return { do: verb, member: first, topic: null, partition: null, to };
    }
    case 'slow-consumer':
      return { do: verb, member: first, processingUs: processingUs(named) };
    case 'reset-offsets':
      return { do: verb, group: first, topic: named.get('topic') ?? null, to: strategyOf(named) };
    case 'produce-record':
      return { do: verb, topic: first, partition: Number(second), key: null, value: 'x', acks: acksOf(named) };
    default:
      return null;
  }
}
