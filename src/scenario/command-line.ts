import type { Command, ConsumerCommand } from '../sim/command.ts';
import { adminLine } from './command-line-admin.ts';
import { consumerActLine, consumerLine, groupLines, ownConfigs, stopClient } from './command-line-consumers.ts';
import type { CommandLineContext } from './command-line-context.ts';
import { diskLine } from './command-line-disk.ts';
import { resetOffsetsLine } from './command-line-groups.ts';
import { dedicatedControllersOf, linkLine, networkLine } from './command-line-network.ts';
import { producerLine, recordLine } from './command-line-producers.ts';
import { escapeRegex, option, shellQuote } from './shell-quote.ts';

/**
 * What one types to do the same to a real cluster of Kafka 4.3, where node n was started from `config/broker-n.properties`
 * and runs on host `broker-n`: Kafka's own tools, and the system's where Kafka has none. Every foreign text is quoted for
 * a POSIX shell. null: no command line does this.
 */
export function commandLine(command: Command, context: CommandLineContext = {}): string | null {
  const bootstrap = context.bootstrap ?? 'localhost:9092';
  const server = option('bootstrap-server', bootstrap);
  switch (command.do) {
    case 'stop-broker':
      return `kafka-server-stop.sh --node-id=${command.broker}`;
    case 'kill-broker':
      return `SIGNAL=KILL kafka-server-stop.sh --node-id=${command.broker}`;
    case 'start-broker':
      return startNode(`broker-${command.broker}`);
    case 'power-off-broker':
      return powerCut(`broker-${command.broker}`);
    case 'power-off-rack':
      return rackPowerCut(command.rack, context);
    case 'slow-disk':
    case 'fill-disk':
    case 'free-disk':
      return diskLine(command);
    case 'start-chaos':
    case 'stop-chaos':
      // Kafka brings no such tool.
      return null;
    case 'write-byte':
      return writeByte(command);
    case 'add-broker':
      return addBroker(command.broker, command.rack);
    case 'power-off':
      return nodesOf(context).map(powerCut).join('\n');
    case 'power-on':
      return powerOn(context);
    case 'cut-link':
    case 'heal-link':
    case 'slow-link':
    case 'lose-packets':
      return linkLine(command, context);
    case 'change-network':
      return networkLine(command, context);
    case 'pause-broker':
      return `SIGNAL=STOP kafka-server-stop.sh --node-id=${command.broker}`;
    case 'resume-broker':
      return `SIGNAL=CONT kafka-server-stop.sh --node-id=${command.broker}`;
    case 'stop-controller':
      return `kafka-server-stop.sh --node-id=${command.controller}`;
    case 'kill-controller':
      return `SIGNAL=KILL kafka-server-stop.sh --node-id=${command.controller}`;
    case 'start-controller':
      return startNode(`controller-${command.controller}`);
    case 'pause-controller':
      return `SIGNAL=STOP kafka-server-stop.sh --node-id=${command.controller}`;
    case 'resume-controller':
      return `SIGNAL=CONT kafka-server-stop.sh --node-id=${command.controller}`;
    case 'elect-preferred-leader':
    case 'elect-unclean-leader':
    case 'alter-topic-config':
    case 'alter-broker-config':
    case 'unregister-broker':
    case 'delete-topic':
    case 'delete-records':
    case 'reassign-partition':
    case 'verify-reassignment':
      return adminLine(command, server);
    case 'reset-offsets':
      return resetOffsetsLine(command, bootstrap);
    case 'create-topic':
      return createTopic(command, server);
    case 'add-partitions':
      // The tool takes the name as a regular expression.
      return `kafka-topics.sh ${server} --alter ${option('topic', escapeRegex(command.topic))} --partitions ${command.total}`;
    default:
      return clientLine(command, bootstrap, context);
  }
}

type Of<N extends Command['do']> = Command & { readonly do: N };

type ClientCommand = Of<
  | 'produce-record'
  | 'add-producer'
  | 'change-producer'
  | 'remove-producer'
  | 'add-group'
  | 'add-consumer'
  | ConsumerCommand['do']
>;

function clientLine(command: ClientCommand, bootstrap: string, context: CommandLineContext): string | null {
  switch (command.do) {
    case 'produce-record':
      return recordLine(command, bootstrap);
    case 'add-producer':
      return producerLine(command.producer, bootstrap);
    case 'change-producer':
      return changedProducer(command, bootstrap, context);
    case 'remove-producer':
      return stopClient(command.producer, 'TERM');
    case 'add-group':
      return groupLines(command.group, bootstrap);
    case 'add-consumer': {
      const group = context.groups?.find((known) => known.id === command.group);
      const isOwnCode = group?.application !== undefined || command.assign !== undefined;
      if (group === undefined || isOwnCode) return null;
      return consumerLine(group, command.member, { ...group.configs, ...ownConfigs(command) }, bootstrap);
    }
    default:
      return consumerActLine(command);
  }
}

function changedProducer(
  command: Of<'change-producer'>,
  bootstrap: string,
  context: CommandLineContext,
): string | null {
  const producer = context.producers?.find((known) => known.id === command.producer);
  if (producer === undefined) return null;
  const { ratePerSecond = producer.ratePerSecond, keys = producer.keys, acks = producer.acks } = command;
  const { id, topic } = producer;
  const [load, record] = [changed(command.load, producer.load), changed(command.record, producer.record)];
  const all = { ...producer.configs, acks, ...command.configs };
  const configs = Object.fromEntries(Object.entries(all).flatMap(([name, v]) => (v === null ? [] : [[name, v]])));
  const parts = { ...(load !== undefined && { load }), ...(record !== undefined && { record }) };
  const setup = { id, topic, ratePerSecond, keys, valueBytes: 100, ...parts, configs };
  const restarted = producerLine(setup, bootstrap);
  return restarted === null ? null : `${stopClient(id, 'TERM')}\n${restarted}`;
}

/** null: without one from now on. */
const changed = <T>(to: T | null | undefined, from: T | undefined): T | undefined =>
  to === undefined ? from : (to ?? undefined);

function createTopic({ topic }: Of<'create-topic'>, server: string): string {
  const configs = Object.entries(topic.configs).map(([name, value]) => option('config', `${name}=${value}`));
  const size = `--partitions ${topic.partitions} --replication-factor ${topic.replicationFactor}`;
  return [`kafka-topics.sh ${server} --create ${option('topic', topic.name)} ${size}`, ...configs].join(' ');
}

function startNode(name: string): string {
  return `kafka-server-start.sh -daemon config/${name}.properties`;
}

/** Kafka ships `config/broker.properties`; a broker's directory is formatted before its first start. */
function addBroker(broker: number, rack: string | null): string {
  const file = `config/broker-${broker}.properties`;
  const inRack = rack === null ? [] : [`echo ${shellQuote(`broker.rack=${propertyValue(rack)}`)} >> ${file}`];
  return [
    `sed 's/^node.id=.*/node.id=${broker}/' config/broker.properties > ${file}`,
    ...inRack,
    `kafka-storage.sh format --cluster-id "$CLUSTER_ID" --config ${file}`,
    startNode(`broker-${broker}`),
  ].join('\n');
}

/** As java.util.Properties reads it back: a plain name, or every unit by its number. */
function propertyValue(text: string): string {
  if (/^[A-Za-z0-9._-]+$/.test(text)) return text;
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0'));
  return units.map((unit) => `\\u${unit}`).join('');
}

function powerOn(context: CommandLineContext): string {
  return nodesOf(context).map(startNode).join('\n');
}

function nodesOf(context: CommandLineContext): string[] {
  const brokers = context.brokers?.map((id) => `broker-${id}`) ?? ['broker-1'];
  return [...dedicatedControllersOf(context).map((id) => `controller-${id}`), ...brokers];
}

/** Linux switches the machine off at once, without writing its page cache to the disk. */
function powerCut(host: string): string {
  return `ssh ${host} 'echo o | sudo tee /proc/sysrq-trigger'`;
}

function rackPowerCut(rack: string, { racks = [] }: CommandLineContext): string | null {
  const hosts = racks.filter((known) => known.rack === rack).map(({ broker }) => `broker-${broker}`);
  return hosts.length === 0 ? null : hosts.map(powerCut).join('\n');
}

/** `log.dirs` as in Kafka's own `config/broker.properties`. */
function writeByte({ broker, path, position, value }: Of<'write-byte'>): string {
  const file = `/tmp/kraft-broker-logs/${path}`;
  const octal = value.toString(8).padStart(3, '0');
  return `ssh broker-${broker} ${shellQuote(`printf '\\${octal}' | dd of=${file} bs=1 seek=${position} conv=notrunc`)}`;
}
