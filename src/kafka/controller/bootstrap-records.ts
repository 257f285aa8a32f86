import type { BrokerFeature, MetadataRecord } from './metadata-records.ts';

/** Feature levels that `kafka-storage format` finalizes for a new 4.3.1 cluster, in the order of its records. */
const initialFeatures: readonly (readonly [name: string, level: number])[] = [
  ['metadata.version', 30],
  ['eligible.leader.replicas.version', 1],
  ['group.version', 1],
  ['share.version', 1],
  ['streams.version', 1],
  ['transaction.version', 2],
];

/** The features of a 4.3.1 broker in the order in which it registers them. */
export const brokerFeatures: readonly BrokerFeature[] = [
  { name: 'kraft.version', minSupportedVersion: 0, maxSupportedVersion: 1 },
  { name: 'group.version', minSupportedVersion: 0, maxSupportedVersion: 1 },
  { name: 'streams.version', minSupportedVersion: 0, maxSupportedVersion: 1 },
  { name: 'transaction.version', minSupportedVersion: 0, maxSupportedVersion: 2 },
  { name: 'eligible.leader.replicas.version', minSupportedVersion: 0, maxSupportedVersion: 1 },
  { name: 'metadata.version', minSupportedVersion: 7, maxSupportedVersion: 30 },
  { name: 'share.version', minSupportedVersion: 0, maxSupportedVersion: 1 },
];

/**
 * What the first active controller writes into an empty metadata log (ActivationRecordsGenerator.recordsForEmptyLog):
 * the features and, with ELR on, a cluster-wide min.insync.replicas, in one metadata transaction.
 */
export function bootstrapRecords(options: {
  /** min.insync.replicas of the controller's server.properties; Kafka's default is 1. */
  readonly minInsyncReplicas: number;
  readonly elr: boolean;
}): MetadataRecord[] {
  const features = initialFeatures.filter(([name]) => options.elr || name !== 'eligible.leader.replicas.version');
  const records: MetadataRecord[] = [{ type: 'BeginTransactionRecord', name: 'Bootstrap records' }];
  for (const [name, featureLevel] of features) records.push({ type: 'FeatureLevelRecord', name, featureLevel });
  if (options.elr) {
    records.push({
      type: 'ConfigRecord',
      resourceType: 'BROKER',
      resourceName: '',
      name: 'min.insync.replicas',
      value: String(options.minInsyncReplicas),
    });
  }
  records.push({ type: 'EndTransactionRecord' });
  return records;
}
