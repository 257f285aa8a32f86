import { producerConfigProblem } from '../kafka/config/producer-config-problem.ts';
import type { ErrorCode } from '../kafka/protocol/errors.ts';
import { addBroker } from './broker/add-broker.ts';
import { isAlive } from './broker/broker-state.ts';
import { completeWoken } from './broker/delayed-completion.ts';
import { pauseBroker, resumeBroker } from './broker/frozen.ts';
import { killBroker, powerOffBroker, startBroker, stopBroker } from './broker/lifecycle.ts';
import { nextChaosUs } from './chaos/chaos.ts';
import { chaosNode, chaosOf } from './chaos/chaos-cluster.ts';
import { alterConfig, callController, createTopic, deleteRecords } from './client/admin-process.ts';
import { consumerProblem, findConsumer, handleConsumerCommand } from './client/consumer-acts.ts';
import { startConsumer } from './client/consumer-process.ts';
import { resetOffsets } from './client/offset-reset.ts';
import { changedConfigs, changeProducer } from './client/producer-changes.ts';
import { removeProducer, sendByHand, startProducer } from './client/producer-process.ts';
import { reassign, verifyReassignment } from './client/reassign-tool.ts';
import type { Command } from './command.ts';
import { type ControllerCommand, controllerProblem, handleControllerCommand } from './controller/controller-acts.ts';
import { endController, endControllersOfEndedBrokers, startController } from './controller/controller-process.ts';
import { limitDisk, slowDisk } from './disk/disk-trouble.ts';
import { fileSize, overwriteByte } from './disk/raw-directories.ts';
import { cutLink, healLink, losePackets, slowLink } from './network.ts';
import { isCombined, isControllerOnlyLeft, isPaused } from './process-roles.ts';
import { dropStaleEvents } from './stale-events.ts';
import { cancelTimersOf, metadataTopic, type SimState, setTimer, tell } from './state.ts';

/** Carries out what a person does. An act that makes no sense now changes nothing and is told as refused. */
export function applyCommand(s: SimState, command: Command): void {
  carryOut(s, command);
  endControllersOfEndedBrokers(s);
  completeWoken(s);
  dropStaleEvents(s);
}

function carryOut(s: SimState, command: Command): void {
  const problem = problemWith(s, command);
  if (problem !== null) {
    tell(s, { kind: 'refused', command, ...problem });
    return;
  }
  switch (command.do) {
    case 'stop-broker':
      return stopBroker(s, command.broker);
    case 'kill-broker':
      return killBroker(s, command.broker);
    case 'power-off-broker':
      return powerOffBroker(s, command.broker);
    case 'power-off-rack':
      return powerOffRack(s, command.rack);
    case 'slow-disk':
    case 'fill-disk':
    case 'free-disk':
      return changeDisk(s, command);
    case 'start-chaos':
      setTimer(s, chaosNode, `${command.profile}:${command.seed}`, nextChaosUs(command.seed, command.profile, s.nowUs));
      return tell(s, { kind: 'chaos-changed', profile: command.profile });
    case 'stop-chaos':
      cancelTimersOf(s, chaosNode);
      return tell(s, { kind: 'chaos-changed', profile: null });
    case 'write-byte':
      return writeByte(s, command);
    case 'start-broker':
      return startBroker(s, command.broker);
    case 'stop-controller':
    case 'kill-controller':
    case 'start-controller':
    case 'pause-controller':
    case 'resume-controller':
      return handleControllerCommand(s, command);
    case 'add-broker':
      tell(s, { kind: 'broker-added', broker: command.broker });
      return addBroker(s, command.broker, command.rack);
    case 'cut-link':
      cutLink(s, command.from, command.to);
      return tell(s, { kind: 'link-changed', from: command.from, to: command.to, state: 'cut' });
    case 'heal-link':
      healLink(s, command.from, command.to);
      return tell(s, { kind: 'link-changed', from: command.from, to: command.to, state: 'healed' });
    case 'slow-link':
      slowLink(s, command.from, command.to, command.latencyUs);
      slowLink(s, command.to, command.from, command.latencyUs);
      return tell(s, {
        kind: 'link-changed',
        from: command.from,
        to: command.to,
        state: command.latencyUs === null ? 'normal' : 'slow',
      });
    case 'lose-packets': {
      const { from, to, lossPerMillion } = command;
      losePackets(s, from, to, lossPerMillion);
      return tell(s, { kind: 'link-changed', from, to, state: lossPerMillion === null ? 'lossless' : 'lossy' });
    }
    case 'change-network':
      s.network = { ...s.network, latencyUs: command.latencyUs, jitterUs: command.jitterUs };
      return tell(s, { kind: 'network-changed', latencyUs: command.latencyUs });
    case 'elect-preferred-leader':
    case 'elect-unclean-leader': {
      const electionType = command.do === 'elect-unclean-leader' ? 'UNCLEAN' : 'PREFERRED';
      const partitions = [{ topic: command.topic, partition: command.partition }];
      return callController(s, { api: 'ElectLeaders', electionType, partitions }, command);
    }
    case 'pause-broker':
      return pauseBroker(s, command.broker);
    case 'resume-broker':
      return resumeBroker(s, command.broker);
    case 'alter-topic-config':
      return alterConfig(s, 'TOPIC', command.topic, command.configs, command);
    case 'alter-broker-config':
      return alterConfig(s, 'BROKER', command.broker === null ? '' : String(command.broker), command.configs, command);
    case 'unregister-broker':
      return callController(s, { api: 'UnregisterBroker', brokerId: command.broker }, command);
    case 'delete-topic':
      return callController(s, { api: 'DeleteTopics', topicNames: [command.topic] }, command);
    case 'delete-records':
      return deleteRecords(s, command, command.offset, command);
    case 'reassign-partition':
      return reassign(s, command);
    case 'verify-reassignment':
      return verifyReassignment(s, command);
    case 'create-topic':
      return createTopic(s, command.topic, command);
    case 'add-partitions': {
      const topics = [{ name: command.topic, count: command.total, assignments: [] }];
      return callController(s, { api: 'CreatePartitions', topics }, command);
    }
    case 'produce-record':
      return sendByHand(s, consoleProducer(s, command.topic, command.acks), command);
    case 'add-producer':
      startProducer(s, command.producer);
      return tell(s, { kind: 'producer-added', producer: command.producer.id, topic: command.producer.topic });
    case 'change-producer':
      changeProducer(s, producerNode(s, command.producer), command);
      return tell(s, { kind: 'producer-changed', producer: command.producer });
    case 'remove-producer':
      removeProducer(s, producerNode(s, command.producer));
      return tell(s, { kind: 'producer-removed', producer: command.producer });
    case 'add-group':
      s.groups = new Map(s.groups).set(command.group.id, command.group);
      for (const member of command.group.members) startConsumer(s, command.group, member);
      return tell(s, { kind: 'group-added', group: command.group.id, members: command.group.members.length });
    case 'add-consumer': {
      const group = s.groups.get(command.group);
      const { do: _, group: __, member: id, ...rest } = command;
      if (group !== undefined) startConsumer(s, group, { id, ...rest });
      return;
    }
    case 'remove-consumer':
    case 'crash-consumer':
    case 'slow-consumer':
    case 'freeze-consumer':
    case 'unfreeze-consumer':
    case 'pause-consumer':
    case 'resume-consumer':
    case 'seek-consumer':
    case 'pause-partitions':
    case 'resume-partitions':
      return handleConsumerCommand(s, command);
    case 'reset-offsets':
      return resetOffsets(s, command);
    case 'power-off':
      return powerOff(s);
    case 'power-on':
      return powerOn(s);
  }
}

type Problem = { readonly error: ErrorCode; readonly message: string | null };
const invalid = (message: string): Problem => ({ error: 'INVALID_REQUEST', message });

/** What speaks against an act before any Kafka process sees it; Kafka's own refusals come as answers. */
function problemWith(s: SimState, command: Command): Problem | null {
  switch (command.do) {
    case 'pause-broker':
      if (isPaused(s, command.broker)) return invalid(`Broker ${command.broker} is paused already.`);
      return isAliveNow(s, command.broker) ? null : invalid(`Broker ${command.broker} is not running.`);
    case 'resume-broker':
      return isPaused(s, command.broker) ? null : invalid(`Broker ${command.broker} is not paused.`);
    case 'stop-broker':
      if (isPaused(s, command.broker)) return invalid(`Broker ${command.broker} is paused: it would not hear it.`);
      if (isControllerOnlyLeft(s, command.broker)) return invalid(`Broker ${command.broker} is stopping.`);
      return isAliveNow(s, command.broker) ? null : invalid(`Broker ${command.broker} is not running.`);
    case 'kill-broker':
      return isAliveNow(s, command.broker) ? null : invalid(`Broker ${command.broker} is not running.`);
    case 'power-off-rack':
      return inRack(s, command.rack).length > 0 ? null : invalid(`There is no broker in rack ${command.rack}.`);
    case 'start-chaos': {
      const on = chaosOf(s);
      return on === null ? null : invalid(`There is ${on.profile} chaos already.`);
    }
    case 'stop-chaos':
      return chaosOf(s) === null ? invalid('There is no chaos.') : null;
    case 'slow-disk':
    case 'fill-disk':
    case 'free-disk':
    case 'power-off-broker':
      return s.brokers.has(command.broker) ? null : invalid(`There is no broker ${command.broker}.`);
    case 'write-byte':
      return problemWithByte(s, command);
    case 'start-broker':
      if (!s.powered) return invalid('The power is off.');
      if (!s.brokers.has(command.broker)) return invalid(`There is no broker ${command.broker}.`);
      return isAliveNow(s, command.broker) ? invalid(`Broker ${command.broker} is running.`) : null;
    case 'stop-controller':
    case 'kill-controller':
    case 'start-controller':
    case 'pause-controller':
    case 'resume-controller':
      return controllerRefusal(s, command);
    case 'add-broker':
      if (!s.powered) return invalid('The power is off.');
      if (s.brokers.has(command.broker) || s.controllers.has(command.broker)) {
        return { error: 'DUPLICATE_BROKER_REGISTRATION', message: `Node id ${command.broker} is taken.` };
      }
      return null;
    case 'add-producer':
      return findProducer(s, command.producer.id) === undefined ? null : invalid(`${command.producer.id} exists.`);
    case 'change-producer':
      return problemWithChange(s, command);
    case 'remove-producer':
      return problemWithProducer(s, command.producer);
    case 'add-group':
      if (s.groups.has(command.group.id)) return invalid(`${command.group.id} exists.`);
      return takenMember(
        s,
        command.group.members.map((member) => member.id),
      );
    case 'add-consumer':
      if (!s.groups.has(command.group))
        return { error: 'GROUP_ID_NOT_FOUND', message: `There is no group ${command.group}.` };
      return takenMember(s, [command.member]);
    case 'remove-consumer':
    case 'crash-consumer':
    case 'slow-consumer':
    case 'freeze-consumer':
    case 'unfreeze-consumer':
    case 'pause-consumer':
    case 'resume-consumer':
    case 'seek-consumer':
    case 'pause-partitions':
    case 'resume-partitions': {
      const message = consumerProblem(s, command);
      return message === null ? null : invalid(message);
    }
    case 'power-off':
      return s.powered ? null : invalid('The power is off.');
    case 'power-on':
      return s.powered ? invalid('The power is on.') : null;
    default:
      return null;
  }
}

/** The new process would not start: KafkaProducer's constructor throws. Each value by itself has been checked before. */
function problemWithChange(s: SimState, command: Command & { readonly do: 'change-producer' }): Problem | null {
  const held = s.producers.get(producerNode(s, command.producer));
  const problem = problemWithProducer(s, command.producer);
  if (held === undefined || problem !== null) return problem;
  const refused = producerConfigProblem(changedConfigs(held.configs, command));
  return refused === null ? null : { error: 'INVALID_CONFIG', message: refused.message };
}

/** The producer of a consumer's dead letters is part of its process. */
function problemWithProducer(s: SimState, id: string): Problem | null {
  const held = s.producers.get(findProducer(s, id) ?? -1);
  if (held === undefined) return invalid(`There is no producer ${id}.`);
  const owner = held.deadLettersOf === null ? undefined : s.consumers.get(held.deadLettersOf);
  return owner === undefined ? null : invalid(`Producer ${id} is part of the process of consumer ${owner.id}.`);
}

function controllerRefusal(s: SimState, command: ControllerCommand): Problem | null {
  const message = controllerProblem(s, command);
  return message === null ? null : invalid(message);
}

function isAliveNow(s: SimState, id: number): boolean {
  const broker = s.brokers.get(id);
  return broker !== undefined && isAlive(broker);
}

function takenMember(s: SimState, ids: readonly string[]): Problem | null {
  const taken = ids.find((id) => findConsumer(s, id) !== undefined);
  return taken === undefined ? null : invalid(`${taken} exists.`);
}

function findProducer(s: SimState, id: string): number | undefined {
  for (const [node, held] of s.producers) if (held.id === id && !held.removed) return node;
  return undefined;
}

const producerNode = (s: SimState, id: string): number => findProducer(s, id) ?? -1;

/** kafka-console-producer: one process for each acks setting, started at its first use. */
function consoleProducer(s: SimState, topic: string, acks: '0' | '1' | 'all'): number {
  const id = `console-producer-acks-${acks}`;
  const known = findProducer(s, id);
  if (known !== undefined) return known;
  const configs = { acks, 'linger.ms': '1000', 'enable.idempotence': 'false' };
  return startProducer(s, { id, topic, ratePerSecond: 0, keys: { kind: 'none' }, valueBytes: 0, configs });
}

const inRack = (s: SimState, rack: string): number[] =>
  [...s.brokers.values()].flatMap((broker) => (broker.rack === rack ? [broker.id] : []));

function powerOffRack(s: SimState, rack: string): void {
  const brokers = inRack(s, rack);
  for (const id of brokers) powerOffBroker(s, id);
  tell(s, { kind: 'rack-lost-power', rack, brokers });
}

type DiskCommand = Command & { readonly do: 'slow-disk' | 'fill-disk' | 'free-disk' };

function changeDisk(s: SimState, command: DiskCommand): void {
  const { broker } = command;
  switch (command.do) {
    case 'slow-disk': {
      const { appendUs, flushUs } = command;
      slowDisk(s, broker, appendUs, flushUs);
      return tell(s, { kind: 'disk-changed', broker, state: appendUs > 0 || flushUs > 0 ? 'slow' : 'normal' });
    }
    case 'fill-disk':
      limitDisk(s, broker, command.freeBytes);
      return tell(s, { kind: 'disk-changed', broker, state: 'limited' });
    case 'free-disk':
      limitDisk(s, broker, null);
      return tell(s, { kind: 'disk-changed', broker, state: 'freed' });
  }
}

type WriteByte = Command & { readonly do: 'write-byte' };

function problemWithByte(s: SimState, { broker, path, position }: WriteByte): Problem | null {
  if (!s.brokers.has(broker)) return invalid(`There is no broker ${broker}.`);
  if (isAliveNow(s, broker)) return invalid(`Broker ${broker} is running: it has its files open.`);
  if (isCombined(s, broker) && path.startsWith(`${metadataTopic}-0/`)) {
    return invalid(`Broker ${broker} is a controller too: the disks of controllers are sound here.`);
  }
  const size = fileSize(s, broker, path);
  if (size === null) return invalid(`Broker ${broker} has no file ${path}.`);
  return position < size ? null : invalid(`${path} has ${size} bytes, there is none at position ${position}.`);
}

function writeByte(s: SimState, { broker, path, position, value }: WriteByte): void {
  const before = overwriteByte(s, broker, path, position, value);
  tell(s, { kind: 'byte-written', broker, path, position, before, value });
}

/** Everything with a disk loses its power at once; the clients stand elsewhere and go on. */
function powerOff(s: SimState): void {
  s.powered = false;
  for (const id of s.brokers.keys()) powerOffBroker(s, id);
  for (const { id, running } of s.controllers.values()) if (running) endController(s, id);
  tell(s, { kind: 'powered-off' });
}

function powerOn(s: SimState): void {
  s.powered = true;
  for (const id of s.controllers.keys()) if (!isCombined(s, id)) startController(s, id);
  for (const id of s.brokers.keys()) startBroker(s, id);
  tell(s, { kind: 'powered-on' });
}
