import { msToUs } from '../../../base/units.ts';
import type { MetadataResponse, MetadataTopic } from '../../protocol/requests.ts';
import { type LeaderAndEpoch, noLeaderOrEpoch } from './fetch-position.ts';
import type { ClientMetadata, Consumer, KnownPartition } from './state.ts';
import { isSubscribed } from './subscription-match.ts';
import { leastLoadedNode, retryBackoffUs, send, type Turn } from './turn.ts';

/** Topics whose metadata the consumer keeps: its own, and those of the whole group while it leads. */
export function metadataTopics({ config, membership, subscription }: Consumer): readonly string[] {
  if (config.assign !== null) return [...new Set(config.assign.map(({ topic }) => topic))];
  return membership.groupTopics.length > 0 ? [...new Set([...membership.groupTopics, ...subscription])] : subscription;
}

export function requestMetadataUpdate(consumer: Consumer, resetEquivalentResponses = false): void {
  consumer.metadata.updateRequested = true;
  if (resetEquivalentResponses) consumer.metadata.equivalentResponses = 0;
}

/** An answer that is under way does not count: it was not asked for them. Source: Metadata.requestUpdateForNewTopics. */
export function requestUpdateForNewTopics(consumer: Consumer): void {
  requestMetadataUpdate(consumer, true);
  consumer.metadata.newTopics = consumer.metadata.inFlight;
}

/** Number of partitions by topic, as far as known. */
export function partitionCounts(consumer: Consumer, topics: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const topic of topics) {
    const partitions = consumer.metadata.topics.get(topic);
    if (partitions !== undefined) counts.set(topic, partitions.length);
  }
  return counts;
}

/** Source: Metadata.currentLeader. */
export function currentLeaderOf(consumer: Consumer, topic: string, partition: number): LeaderAndEpoch {
  const known = consumer.metadata.topics.get(topic)?.[partition];
  if (known === undefined) return noLeaderOrEpoch;
  const { leader, leaderEpoch, lastSeenEpoch = leaderEpoch } = known;
  return { leader: lastSeenEpoch > leaderEpoch ? -1 : leader, leaderEpoch: lastSeenEpoch };
}

export function leaderOf(consumer: Consumer, topic: string, partition: number): LeaderAndEpoch | null {
  const current = currentLeaderOf(consumer, topic, partition);
  return current.leader < 0 ? null : current;
}

/** A record of a newer epoch than the metadata's: its leader is history. Source: Metadata.updateLastSeenEpochIfNewer. */
export function updateLastSeenEpochIfNewer(
  consumer: Consumer,
  topic: string,
  partition: number,
  leaderEpoch: number,
): void {
  const known = consumer.metadata.topics.get(topic);
  const old = known?.[partition];
  if (known === undefined || old === undefined || leaderEpoch <= (old.lastSeenEpoch ?? old.leaderEpoch)) return;
  consumer.metadata.topics.set(topic, known.with(partition, { ...old, lastSeenEpoch: leaderEpoch }));
  requestMetadataUpdate(consumer);
}

/** When the next refresh is due: as soon as asked for, else by age. */
function metadataDueUs(consumer: Consumer): number {
  const { metadata, config } = consumer;
  return metadata.updateRequested ? 0 : metadata.lastSuccessUs + msToUs(config.metadataMaxAgeMs);
}

/** Backoff after a refresh, without its jitter. Source: Metadata.timeToAllowUpdate. */
export function metadataAllowedAtUs(turn: Turn): number {
  const { metadata } = turn.consumer;
  const steady = { ...turn, ctx: { ...turn.ctx, random: () => 0.5 } };
  const byAttempts = retryBackoffUs(steady, Math.max(metadata.attempts - 1, 0));
  const bySameness = metadata.equivalentResponses > 0 ? retryBackoffUs(steady, metadata.equivalentResponses - 1) : 0;
  return metadata.lastRefreshUs + Math.max(byAttempts, bySameness);
}

/** Sends a Metadata request when one is due and allowed; gives the time to look again, or null while one is under way. */
export function maintainMetadata(turn: Turn): number | null {
  const { consumer, ctx } = turn;
  if (consumer.metadata.inFlight) return null;
  const atUs = Math.max(metadataDueUs(consumer), metadataAllowedAtUs(turn));
  if (atUs > ctx.nowUs) return atUs;
  const node = leastLoadedNode(turn);
  if (node === null) return null;
  consumer.metadata.inFlight = true;
  consumer.metadata.updateRequested = false;
  // A pattern is matched here, by the client, against all topics.
  const topics = consumer.config.topicPattern === null ? metadataTopics(consumer) : null;
  send(turn, node, { api: 'Metadata', topics }, { kind: 'metadata' });
  return null;
}

export function onMetadataFailure(turn: Turn): void {
  const { metadata } = turn.consumer;
  metadata.inFlight = false;
  metadata.updateRequested = true;
  metadata.lastRefreshUs = turn.ctx.nowUs;
  metadata.attempts++;
}

export function onMetadataResponse(turn: Turn, response: MetadataResponse): void {
  const { consumer, ctx } = turn;
  const { metadata } = consumer;
  metadata.inFlight = false;
  metadata.lastRefreshUs = ctx.nowUs;
  if (response.brokers.length === 0) {
    onMetadataFailure(turn);
    return;
  }
  // Whatever else was asked for meanwhile, this answers it.
  metadata.updateRequested = metadata.newTopics;
  metadata.newTopics = false;
  const before = metadata.topics;
  const topics = new Map<string, readonly KnownPartition[]>();
  let incomplete = false;
  for (const topic of response.topics) {
    if (!isWatched(consumer, topic.name)) continue;
    if (topic.error !== 'NONE') {
      incomplete = true;
      continue;
    }
    topics.set(topic.name, mergePartitions(topic, before.get(topic.name)));
    if (topic.partitions.some((partition) => partition.error !== 'NONE' || partition.leader < 0)) incomplete = true;
  }
  metadata.brokers = response.brokers.map((broker) => broker.nodeId);
  noteRacks(metadata, response);
  metadata.topics = topics;
  metadata.version++;
  metadata.attempts = 0;
  metadata.lastSuccessUs = ctx.nowUs;
  const nothingNew = sameLeaders(before, topics);
  metadata.equivalentResponses = nothingNew ? metadata.equivalentResponses + 1 : 0;
  if (!nothingNew) {
    for (const partition of consumer.partitions.values()) {
      if (partition.state !== 'AWAIT_VALIDATION') partition.nextRetryUs = 0;
    }
  }
  if (incomplete) metadata.updateRequested = true;
}

/** Of all topics, only those that matter are kept. Source: ConsumerMetadata.retainTopic. */
const isWatched = (consumer: Consumer, topic: string): boolean =>
  consumer.config.topicPattern === null || metadataTopics(consumer).includes(topic) || isSubscribed(consumer, topic);

/** What the leader of a group needs to know where consumers have racks (KIP-881), and log lines. */
function noteRacks(metadata: ClientMetadata, { brokers, topics }: MetadataResponse): void {
  const rackOf = new Map(brokers.flatMap(({ nodeId, rack }) => (rack === null ? [] : [[nodeId, rack] as const])));
  if (rackOf.size === 0) return;
  metadata.rackOf = rackOf;
  const racksOf = ({ partitions }: MetadataTopic): string[][] =>
    partitions.map(({ replicas }) => replicas.flatMap((id) => rackOf.get(id) ?? []));
  metadata.replicaRacks = new Map(topics.map((topic) => [topic.name, racksOf(topic)]));
}

/** A broker behind the others may know an older epoch: the newer stays. Source: Metadata.updateLatestMetadata. */
function mergePartitions(topic: MetadataTopic, before: readonly KnownPartition[] | undefined): KnownPartition[] {
  return topic.partitions.map(({ leader, leaderEpoch }, partition) => {
    const old = before?.[partition];
    return old !== undefined && (old.lastSeenEpoch ?? old.leaderEpoch) > leaderEpoch ? old : { leader, leaderEpoch };
  });
}

function sameLeaders(
  a: ReadonlyMap<string, readonly KnownPartition[]>,
  b: ReadonlyMap<string, readonly KnownPartition[]>,
): boolean {
  if (a.size !== b.size) return false;
  for (const [topic, partitions] of a) {
    const others = b.get(topic);
    if (others === undefined || others.length !== partitions.length) return false;
    if (partitions.some((p, at) => p.leader !== others[at]?.leader || p.leaderEpoch !== others[at]?.leaderEpoch)) {
      return false;
    }
  }
  return true;
}
