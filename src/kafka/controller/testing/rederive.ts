import { hex } from '../../../base/bytes.ts';
import { applyRecord } from '../apply-records.ts';
import { beginControlledShutdown, fenceBroker, registerBroker, unfenceBroker } from '../broker-registration.ts';
import { type NodeSettings, uncleanLeaderElectionEnabled } from '../effective-config.ts';
import { changeSettings } from '../leader-and-isr-updates.ts';
import { emptyImage, type MetadataImage } from '../metadata-image.ts';
import { encodeMetadataRecord } from '../metadata-record-codec.ts';
import type { MetadataRecord, PartitionChangeRecord, RegisterBrokerRecord } from '../metadata-records.ts';
import { toNewPartition } from '../partition-assignments.ts';
import { buildPartitionChange, isActive, type PartitionChange } from '../partition-change-builder.ts';
import { toPartitionRecord } from '../partition-registration.ts';

/** A record of a log and its offset. */
export interface LoggedRecord {
  readonly offset: number;
  readonly record: MetadataRecord;
}

/** What explains the records from `at` on: the name of the event and the records that our rules write for it. */
interface Explanation {
  readonly event: string;
  readonly records: readonly MetadataRecord[];
}

/**
 * Reads a controller's log from its beginning and tells for each stretch of records which event makes our rules write
 * exactly these records at that point; "unexplained OFFSET" where none does.
 */
export function rederive(log: readonly LoggedRecord[], node: NodeSettings): string[] {
  const story: string[] = [];
  let image: MetadataImage = emptyImage;
  for (let at = 0; at < log.length; ) {
    const found = explanations(image, log, at, node).find(({ records }) => isNext(records, log, at));
    const count = found?.records.length ?? 1;
    story.push(found?.event ?? `unexplained ${log[at]?.offset}`);
    for (const { record, offset } of log.slice(at, at + count)) image = applyRecord(image, record, offset);
    at += count;
  }
  return story;
}

const bytes = (record: MetadataRecord): string => hex(encodeMetadataRecord(record));

/** The order of partition changes within one event is that of hash maps: any will do. */
function isNext(records: readonly MetadataRecord[], log: readonly LoggedRecord[], at: number): boolean {
  const logged = log.slice(at, at + records.length).map(({ record }) => bytes(record));
  return logged.toSorted().join() === records.map(bytes).toSorted().join();
}

function explanations(
  image: MetadataImage,
  log: readonly LoggedRecord[],
  at: number,
  node: NodeSettings,
): Explanation[] {
  const first = log[at]?.record;
  const closing = log.slice(at).find(({ record }) => record.type !== 'PartitionChangeRecord')?.record;
  if (first === undefined) return [];
  const found: Explanation[] = [];
  if (closing?.type === 'BrokerRegistrationChangeRecord' && closing.fenced === 1) {
    found.push({ event: `fence ${closing.brokerId}`, records: fenceBroker(image, closing.brokerId, node) });
  }
  if (closing?.type === 'RegisterBrokerRecord') {
    found.push(...registrations(image, closing, log[at]?.offset ?? 0, node));
  }
  if (first.type === 'BrokerRegistrationChangeRecord') {
    const { brokerId, brokerEpoch, fenced, inControlledShutdown } = first;
    if (fenced === -1)
      found.push({ event: `unfence ${brokerId}`, records: unfenceBroker(image, brokerId, brokerEpoch, node) });
    if (inControlledShutdown === 1) {
      found.push({ event: `shutdown ${brokerId}`, records: beginControlledShutdown(image, brokerId, node) });
    }
    if (first.cordonedLogDirs?.length === 0) found.push({ event: 'cordoned', records: [first] });
  } else if (first.type === 'PartitionChangeRecord') {
    found.push(...partitionChanges(image, first, node));
  } else if (first.type === 'PartitionRecord') {
    const isr = first.replicas.filter((broker) => isActive(image, broker));
    const partition = toNewPartition(image, { replicas: first.replicas, isr });
    found.push({ event: 'partition', records: [toPartitionRecord(partition, first.topicId, first.partitionId)] });
  } else if (first.type !== 'RegisterBrokerRecord') {
    found.push({ event: first.type, records: [first] });
  }
  return found;
}

function registrations(
  image: MetadataImage,
  registered: RegisterBrokerRecord,
  nextWriteOffset: number,
  node: NodeSettings,
): Explanation[] {
  const { brokerId, incarnationId, rack, logDirs, endPoints, features } = registered;
  const epoch = image.brokers.get(brokerId)?.epoch ?? -1;
  return [-1, epoch].flatMap((previousBrokerEpoch) => {
    const request = { api: 'BrokerRegistration', brokerId, incarnationId, rack, previousBrokerEpoch } as const;
    const options = { sessionActive: false, nextWriteOffset, logDirs, endPoints, features, node };
    const result = registerBroker(image, request, options);
    const event = `register ${brokerId} ${previousBrokerEpoch === -1 ? 'unclean' : 'clean'}`;
    return result.ok ? [{ event, records: result.value.records }] : [];
  });
}

/** Requests that change one partition: AlterPartition with some list, ElectLeaders, a reassignment and its end. */
function partitionChanges(image: MetadataImage, logged: PartitionChangeRecord, node: NodeSettings): Explanation[] {
  const topic = [...image.topics.values()].find(({ topicId }) => topicId === logged.topicId);
  const partition = topic?.partitions[logged.partitionId];
  if (topic === undefined || partition === undefined) return [];
  const asIs: PartitionChange = {
    ...changeSettings(image, topic.name, node),
    partition,
    topicId: topic.topicId,
    partitionId: logged.partitionId,
    isAcceptableLeader: (broker) => isActive(image, broker),
  };
  const election = uncleanLeaderElectionEnabled(image, topic.name, node) ? 'UNCLEAN' : 'ONLINE';
  const isr = logged.isr ?? partition.isr;
  const replicas = logged.replicas ?? partition.replicas;
  const kept = partition.replicas.filter((replica) => !partition.addingReplicas.includes(replica));
  const gone = partition.replicas.filter((replica) => !replicas.includes(replica)).toSorted((a, b) => a - b);
  const recovered = { targetLeaderRecoveryState: 'RECOVERED' } as const;
  const byLeader = logged.leader === undefined && partition.leader !== -1;
  const candidates: readonly (readonly [string, Partial<PartitionChange>])[] = [
    ...(byLeader ? [['isr', { election, targetIsr: isr, ...recovered }] as const] : []),
    ['isr completes reassignment', { election, targetIsr: [...isr, ...partition.removingReplicas], ...recovered }],
    ['elect preferred', { election: 'PREFERRED' }],
    ['elect unclean', { election: 'UNCLEAN' }],
    [
      'reassign',
      {
        targetReplicas: [...replicas, ...gone],
        targetAdding: logged.addingReplicas ?? partition.addingReplicas,
        targetRemoving: logged.removingReplicas ?? (gone.length > 0 ? gone : partition.removingReplicas),
      },
    ],
    [
      'cancel reassignment',
      {
        election,
        targetIsr: partition.isr.filter((replica) => kept.includes(replica)),
        targetReplicas: kept,
        targetAdding: [],
        targetRemoving: [],
      },
    ],
  ];
  return candidates.flatMap(([event, change]) => {
    const record = buildPartitionChange({ ...asIs, ...change });
    return record === null ? [] : [{ event, records: [record] }];
  });
}
