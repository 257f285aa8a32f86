import type { ErrorCode } from '../../protocol/errors.ts';
import type { MetadataTopic } from '../../protocol/requests.ts';

/** What a producer knows of the cluster, and how it keeps that new. Source: Metadata, ProducerMetadata (4.3.1). */
export interface ProducerMetadata {
  /** null: only bootstrap.servers. */
  brokers: readonly number[] | null;
  topics: Map<string, MetadataTopic>;
  /** Newest leader epoch seen of a partition, by `topic-partition`; older answers do not count. */
  leaderEpochs: Map<string, number>;
  /** Topics that are asked for, with the time at which each is forgotten unless it is used (metadata.max.idle.ms). */
  wanted: Map<string, number>;
  /** Of those, the ones that no answer has named yet. */
  newTopics: ReadonlySet<string>;
  /** Of the last answer. */
  errors: ReadonlyMap<string, ErrorCode>;
  invalidTopics: ReadonlySet<string>;
  needsFullUpdate: boolean;
  /** The new topics are to be asked for, without the rest. */
  needsPartialUpdate: boolean;
  /** Counts how often new topics were asked for. */
  requestVersion: number;
  /** Counts changes of what is known. */
  updateVersion: number;
  /** Answers in a row that said nothing new: they are asked for less and less often (KIP-580). */
  equivalentResponses: number;
  failedAttempts: number;
  lastSuccessUs: number;
  /** Backing off until then. */
  allowedAtUs: number;
  inFlight: { readonly correlationId: number; readonly requestVersion: number; readonly isPartial: boolean } | null;
  /** Since when an update is wanted and has not come; −1: it has. */
  attemptStartUs: number;
}

export const createMetadata = (): ProducerMetadata => ({
  brokers: null,
  topics: new Map(),
  leaderEpochs: new Map(),
  wanted: new Map(),
  newTopics: new Set(),
  errors: new Map(),
  invalidTopics: new Set(),
  needsFullUpdate: true,
  needsPartialUpdate: false,
  requestVersion: 0,
  updateVersion: 1,
  equivalentResponses: 0,
  failedAttempts: 0,
  lastSuccessUs: 0,
  allowedAtUs: 0,
  inFlight: null,
  attemptStartUs: -1,
});

export const copyMetadata = (metadata: ProducerMetadata): ProducerMetadata => ({
  ...metadata,
  topics: new Map(metadata.topics),
  leaderEpochs: new Map(metadata.leaderEpochs),
  wanted: new Map(metadata.wanted),
});

/** The partition's leader, if there is one and it is among the known brokers; −1: none. Source: Cluster.leaderFor. */
export function leaderOf(metadata: ProducerMetadata, topic: string, partition: number): number {
  const leader = metadata.topics.get(topic)?.partitions[partition]?.leader ?? -1;
  return metadata.brokers?.includes(leader) === true ? leader : -1;
}
