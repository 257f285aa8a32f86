import { assert } from '../../base/assert.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { BrokerRegistrationRequest } from '../protocol/requests.ts';
import { brokerFeatures } from './bootstrap-records.ts';
import { elrEnabled, type NodeSettings, plainNode } from './effective-config.ts';
import { leaderAndIsrUpdates } from './leader-and-isr-updates.ts';
import type { BrokerRegistration, MetadataImage, PartitionRegistration } from './metadata-image.ts';
import type {
  BrokerEndpoint,
  BrokerFeature,
  BrokerRegistrationChangeRecord,
  MetadataRecord,
  RegisterBrokerRecord,
} from './metadata-records.ts';
import { hasLeader } from './partition-registration.ts';

export interface RegistrationOptions {
  /** The broker that is registered under this id now was heard of within the session timeout. */
  readonly sessionActive: boolean;
  /** Offset that the first of the records will get: the new broker epoch. Default: the one after the image's. */
  readonly nextWriteOffset?: number;
  /** Ids of the broker's log directories. */
  readonly logDirs?: readonly string[];
  readonly endPoints?: readonly BrokerEndpoint[];
  readonly features?: readonly BrokerFeature[];
  readonly node?: NodeSettings;
}

/**
 * A broker process registers (ClusterControlManager.registerBroker). A new incarnation first leaves every ISR of its
 * predecessor: as if fenced after a clean shutdown or without ELR; out of the ELR too after an unclean one. It starts
 * fenced; its epoch is the offset at which the records begin. The same incarnation keeps epoch and state.
 * Error: DUPLICATE_BROKER_REGISTRATION while another incarnation has a session.
 */
export function registerBroker(
  image: MetadataImage,
  request: BrokerRegistrationRequest,
  options: RegistrationOptions,
): Result<{ readonly records: readonly MetadataRecord[]; readonly brokerEpoch: number }, ErrorCode> {
  const existing = image.brokers.get(request.brokerId);
  const amends = existing !== undefined && existing.incarnationId === request.incarnationId;
  if (existing !== undefined && options.sessionActive && !amends) return err('DUPLICATE_BROKER_REGISTRATION');
  const cleanShutdown = existing !== undefined && existing.epoch === request.previousBrokerEpoch;
  const brokerEpoch = amends ? existing.epoch : (options.nextWriteOffset ?? image.offset + 1);
  const record: RegisterBrokerRecord = {
    type: 'RegisterBrokerRecord',
    brokerId: request.brokerId,
    incarnationId: request.incarnationId,
    brokerEpoch,
    endPoints: options.endPoints ?? [defaultEndPoint(request.brokerId)],
    features: options.features ?? brokerFeatures,
    rack: request.rack,
    fenced: amends ? existing.fenced : true,
    inControlledShutdown: amends && existing.inControlledShutdown,
    logDirs: options.logDirs ?? [],
  };
  const cleanup = amends ? [] : shutdownRecords(image, request.brokerId, cleanShutdown, options.node ?? plainNode);
  return ok({ records: [...cleanup, record], brokerEpoch });
}

function defaultEndPoint(brokerId: number): BrokerEndpoint {
  return { name: 'PLAINTEXT', host: `broker-${brokerId}`, port: 9092, securityProtocol: 0 };
}

const inIsr = (brokerId: number) => (partition: PartitionRegistration) => partition.isr.includes(brokerId);
const inElr = (brokerId: number) => (partition: PartitionRegistration) => partition.elr.includes(brokerId);

/** ReplicationControlManager.handleBrokerShutdown. */
function shutdownRecords(
  image: MetadataImage,
  brokerId: number,
  clean: boolean,
  node: NodeSettings,
): readonly MetadataRecord[] {
  if (clean || !elrEnabled(image)) {
    return leaderAndIsrUpdates(image, { brokerToRemove: brokerId }, inIsr(brokerId), node);
  }
  const change = { brokerWithUncleanShutdown: brokerId };
  return [
    ...leaderAndIsrUpdates(image, change, inIsr(brokerId), node),
    ...leaderAndIsrUpdates(image, change, inElr(brokerId), node),
  ];
}

/** The broker leaves every ISR, then counts as fenced (handleBrokerFenced). @throws InvariantError when not registered. */
export function fenceBroker(image: MetadataImage, brokerId: number, node: NodeSettings = plainNode): MetadataRecord[] {
  const { epoch } = registered(image, brokerId);
  return [
    ...leaderAndIsrUpdates(image, { brokerToRemove: brokerId }, inIsr(brokerId), node),
    registrationChange(brokerId, epoch, { fenced: 1 }),
  ];
}

/** The broker counts as unfenced; partitions without a leader may get it (handleBrokerUnfenced). */
export function unfenceBroker(
  image: MetadataImage,
  brokerId: number,
  epoch: number,
  node: NodeSettings = plainNode,
): MetadataRecord[] {
  return [
    registrationChange(brokerId, epoch, { fenced: -1 }),
    ...leaderAndIsrUpdates(image, { brokerToAdd: brokerId }, (partition) => !hasLeader(partition), node),
  ];
}

/** The broker leaves every ISR and hands over what it leads (handleBrokerInControlledShutdown). */
export function beginControlledShutdown(
  image: MetadataImage,
  brokerId: number,
  node: NodeSettings = plainNode,
): MetadataRecord[] {
  const { epoch, inControlledShutdown } = registered(image, brokerId);
  return [
    ...(inControlledShutdown ? [] : [registrationChange(brokerId, epoch, { inControlledShutdown: 1 })]),
    ...leaderAndIsrUpdates(image, { brokerToRemove: brokerId }, inIsr(brokerId), node),
  ];
}

/** The broker leaves every ISR and ELR, then its registration goes (handleBrokerUnregistered). */
export function unregisterBroker(
  image: MetadataImage,
  brokerId: number,
  node: NodeSettings = plainNode,
): Result<MetadataRecord[], ErrorCode> {
  const registration = image.brokers.get(brokerId);
  if (registration === undefined) return err('BROKER_ID_NOT_REGISTERED');
  return ok([
    ...leaderAndIsrUpdates(image, { brokerToRemove: brokerId }, inIsr(brokerId), node),
    ...leaderAndIsrUpdates(image, { brokerToRemove: brokerId }, inElr(brokerId), node),
    { type: 'UnregisterBrokerRecord', brokerId, brokerEpoch: registration.epoch },
  ]);
}

function registered(image: MetadataImage, brokerId: number): BrokerRegistration {
  const registration = image.brokers.get(brokerId);
  assert(registration !== undefined, `broker ${brokerId} is registered`);
  return registration;
}

export function registrationChange(
  brokerId: number,
  brokerEpoch: number,
  change: Partial<Pick<BrokerRegistrationChangeRecord, 'fenced' | 'inControlledShutdown' | 'cordonedLogDirs'>>,
): BrokerRegistrationChangeRecord {
  return {
    type: 'BrokerRegistrationChangeRecord',
    brokerId,
    brokerEpoch,
    fenced: 0,
    inControlledShutdown: 0,
    ...change,
  };
}

/** A broker request carries this epoch: is it the registered one (ClusterControlManager.checkBrokerEpoch)? */
export function brokerEpochError(image: MetadataImage, brokerId: number, epoch: number): 'NONE' | 'STALE_BROKER_EPOCH' {
  return image.brokers.get(brokerId)?.epoch === epoch ? 'NONE' : 'STALE_BROKER_EPOCH';
}
