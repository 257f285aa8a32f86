import type { MetadataImage, PartitionRegistration } from '../controller/metadata-image.ts';
import type {
  BrokerRegistrationChangeRecord,
  MetadataRecord,
  RegisterBrokerRecord,
} from '../controller/metadata-records.ts';
import { info, javaList, type LogLine } from './log-line.ts';
import { registrationText } from './state-change-lines.ts';

/*
 * "Replayed …": what a controller writes when it takes a record over (the replay methods of ClusterControlManager,
 * ReplicationControlManager, ConfigurationControlManager and FeatureControlManager, 4.3.1).
 */

const say = (node: number, owner: string, text: string): LogLine =>
  info(`org.apache.kafka.controller.${owner}`, `[QuorumController id=${node}] ${text}`);

/** `before` and `after`: the images around this record. */
export function replayLines(
  node: number,
  record: MetadataRecord,
  before: MetadataImage,
  after: MetadataImage,
): LogLine[] {
  switch (record.type) {
    case 'RegisterBrokerRecord':
      return [say(node, 'ClusterControlManager', registered(record, before))];
    case 'UnregisterBrokerRecord': {
      const fields = `brokerId=${record.brokerId}, brokerEpoch=${record.brokerEpoch}`;
      return [say(node, 'ClusterControlManager', `Replayed UnregisterBrokerRecord(${fields})`)];
    }
    case 'BrokerRegistrationChangeRecord':
      return before.brokers.get(record.brokerId) === after.brokers.get(record.brokerId)
        ? []
        : [say(node, 'ClusterControlManager', registrationChanged(record))];
    case 'TopicRecord':
      return [
        say(
          node,
          'ReplicationControlManager',
          `Replayed TopicRecord for topic ${record.name} with topic ID ${record.topicId}.`,
        ),
      ];
    case 'RemoveTopicRecord': {
      const name = topicName(before, record.topicId);
      return [
        say(
          node,
          'ReplicationControlManager',
          `Replayed RemoveTopicRecord for topic ${name} with ID ${record.topicId}.`,
        ),
      ];
    }
    case 'PartitionRecord': {
      const is = partitionOf(after, record.topicId, record.partitionId);
      if (is === undefined) return [];
      const what = `${topicName(after, record.topicId)}-${record.partitionId} with topic ID ${record.topicId}`;
      const text = `Replayed PartitionRecord for new partition ${what} and ${registrationText(is)}.`;
      return [say(node, 'ReplicationControlManager', text)];
    }
    case 'PartitionChangeRecord':
      return partitionChanged(node, record.topicId, record.partitionId, before, after);
    case 'ConfigRecord': {
      const resource = `ConfigResource(type=${record.resourceType}, name='${record.resourceName}')`;
      const text = `Replayed ConfigRecord for ${resource} which set configuration ${record.name} to ${record.value}`;
      return [say(node, 'ConfigurationControlManager', text)];
    }
    default:
      return [];
  }
}

function registered(record: RegisterBrokerRecord, before: MetadataImage): string {
  const known = before.brokers.get(record.brokerId);
  const { brokerId } = record;
  if (known === undefined) return `Replayed initial RegisterBrokerRecord for broker ${brokerId}: ${recordText(record)}`;
  const how =
    known.incarnationId === record.incarnationId
      ? 'modifying the registration for broker'
      : 'establishing a new incarnation of broker';
  return `Replayed RegisterBrokerRecord ${how} ${brokerId}: ${recordText(record)}`;
}

/** RegisterBrokerRecord.toString. */
function recordText(record: RegisterBrokerRecord): string {
  const endPoints = record.endPoints.map(
    ({ name, host, port, securityProtocol }) =>
      `BrokerEndpoint(name='${name}', host='${host}', port=${port}, securityProtocol=${securityProtocol})`,
  );
  const features = record.features.map(
    ({ name, minSupportedVersion, maxSupportedVersion }) =>
      `BrokerFeature(name='${name}', minSupportedVersion=${minSupportedVersion}, maxSupportedVersion=${maxSupportedVersion})`,
  );
  const fields = [
    `brokerId=${record.brokerId}`,
    'isMigratingZkBroker=false',
    `incarnationId=${record.incarnationId}`,
    `brokerEpoch=${record.brokerEpoch}`,
    `endPoints=${javaList(endPoints)}`,
    `features=${javaList(features)}`,
    `rack=${record.rack === null ? 'null' : `'${record.rack}'`}`,
    `fenced=${record.fenced}`,
    `inControlledShutdown=${record.inControlledShutdown}`,
    `logDirs=${javaList(record.logDirs)}`,
    `cordonedLogDirs=${nullable(record.cordonedLogDirs)}`,
  ];
  return `RegisterBrokerRecord(${fields.join(', ')})`;
}

const nullable = (list: readonly string[] | null | undefined): string =>
  list === null || list === undefined ? 'null' : javaList(list);

function registrationChanged(record: BrokerRegistrationChangeRecord): string {
  const { brokerId, brokerEpoch, fenced, inControlledShutdown, cordonedLogDirs } = record;
  const state = `fenced=${fenced}, inControlledShutdown=${inControlledShutdown}`;
  const dirs = `logDirs=[], cordonedLogDirs=${nullable(cordonedLogDirs)}`;
  const text = `BrokerRegistrationChangeRecord(brokerId=${brokerId}, brokerEpoch=${brokerEpoch}, ${state}, ${dirs})`;
  return `Replayed BrokerRegistrationChangeRecord modifying the registration for broker ${brokerId}: ${text}`;
}

function topicName(image: MetadataImage, topicId: string): string {
  for (const topic of image.topics.values()) if (topic.topicId === topicId) return topic.name;
  return '';
}

function partitionOf(image: MetadataImage, topicId: string, partition: number): PartitionRegistration | undefined {
  return image.topics.get(topicName(image, topicId))?.partitions[partition];
}

/** PartitionRegistration.maybeLogPartitionChange: at INFO only what an unclean election leaves in doubt. */
function partitionChanged(
  node: number,
  topicId: string,
  partition: number,
  before: MetadataImage,
  after: MetadataImage,
): LogLine[] {
  const was = partitionOf(before, topicId, partition);
  const is = partitionOf(after, topicId, partition);
  if (was === undefined || is?.leaderRecoveryState !== 'RECOVERING') return [];
  const description = `${topicName(after, topicId)}-${partition} with topic ID ${topicId}`;
  return [
    say(node, 'ReplicationControlManager', `UNCLEAN partition change for ${description}: ${difference(was, is)}`),
  ];
}

/** PartitionRegistration.diff. */
function difference(was: PartitionRegistration, is: PartitionRegistration): string {
  const parts: string[] = [];
  const list = (name: string, a: readonly number[], b: readonly number[]): void => {
    if (a.join() !== b.join()) parts.push(`${name}: ${javaList(a)} -> ${javaList(b)}`);
  };
  const value = (name: string, a: number | string, b: number | string): void => {
    if (a !== b) parts.push(`${name}: ${a} -> ${b}`);
  };
  list('replicas', was.replicas, is.replicas);
  list('isr', was.isr, is.isr);
  list('removingReplicas', was.removingReplicas, is.removingReplicas);
  list('addingReplicas', was.addingReplicas, is.addingReplicas);
  value('leader', was.leader, is.leader);
  value('leaderRecoveryState', was.leaderRecoveryState, is.leaderRecoveryState);
  value('leaderEpoch', was.leaderEpoch, is.leaderEpoch);
  list('elr', was.elr, is.elr);
  list('lastKnownElr', was.lastKnownElr, is.lastKnownElr);
  value('partitionEpoch', was.partitionEpoch, is.partitionEpoch);
  return parts.join(', ');
}
