import { msToUs } from '../../../base/units.ts';
import { meansStaleMetadata } from '../../protocol/errors.ts';
import type { MetadataPartition, MetadataResponse, MetadataTopic } from '../../protocol/requests.ts';
import { backoffUs } from '../backoff.ts';
import { canConnect, canSend, connect, isAnyConnecting, leastLoadedNode, nextConnectUs } from './connections.ts';
import type { ProducerContext, ProducerEffect } from './effects.ts';
import type { ProducerMetadata } from './metadata-state.ts';
import { type Producer, queueKey } from './producer-state.ts';
import { sendRequest } from './requests.ts';

/** Asks for newer metadata, as soon as the backoff allows. Source: Metadata.requestUpdate. */
export function wantMetadata(p: Producer): void {
  p.metadata.needsFullUpdate = true;
}

/** ProducerMetadata.add: a topic of a send; one that is new is asked for at once. */
export function wantTopic(p: Producer, topic: string, ctx: ProducerContext): void {
  const { metadata } = p;
  const isNew = !metadata.wanted.has(topic);
  metadata.wanted.set(topic, ctx.nowUs + msToUs(p.config.metadataMaxIdleMs));
  if (!isNew) return;
  metadata.newTopics = new Set([...metadata.newTopics, topic]);
  wantNewTopics(metadata);
}

function wantNewTopics(metadata: ProducerMetadata): void {
  metadata.allowedAtUs = 0;
  metadata.needsPartialUpdate = true;
  metadata.equivalentResponses = 0;
  metadata.requestVersion += 1;
}

/** ProducerMetadata.requestUpdateForTopic: gives the version after which a send() looks again. */
export function wantMetadataOf(p: Producer, topic: string): number {
  if (p.metadata.newTopics.has(topic)) wantNewTopics(p.metadata);
  else wantMetadata(p);
  return p.metadata.updateVersion;
}

function nextUpdateUs(p: Producer): number {
  const { needsFullUpdate, needsPartialUpdate, lastSuccessUs, allowedAtUs } = p.metadata;
  const expiresUs = needsFullUpdate || needsPartialUpdate ? 0 : lastSuccessUs + msToUs(p.config.metadataMaxAgeMs);
  return Math.max(expiresUs, allowedAtUs);
}

/** While it is, no other request goes before it. Source: NetworkClient.isReady. */
export const isUpdateDue = (p: Producer, nowUs: number): boolean =>
  p.metadata.inFlight === null && nextUpdateUs(p) <= nowUs;

/**
 * Asks the least loaded node, if it is time. When no node can be asked or connected to, and the strategy is rebootstrap,
 * the client forgets what it knew and begins anew with bootstrap.servers (KIP-899). Gives when to look again.
 * Source: NetworkClient.DefaultMetadataUpdater.maybeUpdate.
 */
export function updateMetadata(p: Producer, ctx: ProducerContext, effects: ProducerEffect[]): number {
  const { metadata } = p;
  if (metadata.inFlight !== null) return Number.POSITIVE_INFINITY;
  if (!isUpdateDue(p, ctx.nowUs)) return nextUpdateUs(p);
  if (metadata.attemptStartUs < 0) metadata.attemptStartUs = ctx.nowUs;
  let found = leastLoadedNode(p, ctx);
  if (found.node === null && !found.anyConnected && p.config.metadataRecovery === 'rebootstrap') {
    rebootstrap(p, ctx);
    found = leastLoadedNode(p, ctx);
  }
  const { node } = found;
  if (node === null) return nextConnectUs(p, ctx);
  if (canSend(p, node)) askFor(p, node, ctx, effects);
  else if (!isAnyConnecting(p) && canConnect(p, node, ctx.nowUs)) connect(p, node, ctx, effects);
  return Number.POSITIVE_INFINITY;
}

/** Metadata.rebootstrap: known topics and nodes are gone; who waits for metadata looks again. */
export function rebootstrap(p: Producer, ctx: ProducerContext): void {
  const { metadata } = p;
  metadata.brokers = null;
  metadata.topics = new Map();
  metadata.invalidTopics = new Set();
  metadata.needsFullUpdate = true;
  metadata.updateVersion += 1;
  metadata.attemptStartUs = ctx.nowUs;
}

function askFor(p: Producer, node: number, ctx: ProducerContext, effects: ProducerEffect[]): void {
  const { metadata } = p;
  const isFresh = metadata.lastSuccessUs + msToUs(p.config.metadataMaxAgeMs) > ctx.nowUs;
  const isPartial = !metadata.needsFullUpdate && isFresh;
  const topics = isPartial ? [...metadata.newTopics] : [...metadata.wanted.keys()];
  const correlationId = sendRequest(p, node, { api: 'Metadata', topics }, [], ctx, effects);
  metadata.inFlight = { correlationId, requestVersion: metadata.requestVersion, isPartial };
}

/** Metadata.update. An answer without brokers does not count. */
export function onMetadata(p: Producer, response: MetadataResponse, ctx: ProducerContext): void {
  const { metadata } = p;
  const asked = metadata.inFlight;
  if (asked === null) return;
  if (response.brokers.length === 0) return onMetadataLost(p, ctx);
  metadata.inFlight = null;
  metadata.attemptStartUs = -1;
  metadata.needsPartialUpdate = asked.requestVersion < metadata.requestVersion;
  metadata.failedAttempts = 0;
  metadata.updateVersion += 1;
  if (!asked.isPartial) {
    metadata.needsFullUpdate = false;
    metadata.lastSuccessUs = ctx.nowUs;
  }
  metadata.equivalentResponses += 1;
  takeOver(p, response, asked.isPartial, ctx);
  metadata.errors = new Map(response.topics.flatMap(({ name, error }) => (error === 'NONE' ? [] : [[name, error]])));
  const named = new Set(response.topics.map(({ name }) => name));
  metadata.newTopics = new Set([...metadata.newTopics].filter((topic) => !named.has(topic)));
  backOff(p, ctx);
}

/** Metadata.timeToAllowUpdate: the longer of the backoffs for failures and for answers with nothing new. */
function backOff(p: Producer, ctx: ProducerContext): void {
  const { failedAttempts, equivalentResponses } = p.metadata;
  const longest = Math.max(failedAttempts, equivalentResponses, 1);
  const { retryBackoffMs, retryBackoffMaxMs } = p.config;
  const wait = backoffUs(retryBackoffMs, retryBackoffMaxMs, longest - 1, ctx.random() / 0x8000_0000);
  p.metadata.allowedAtUs = ctx.nowUs + wait;
}

/** The answer will not come. Source: Metadata.failedUpdate. */
export function onMetadataLost(p: Producer, ctx: ProducerContext): void {
  p.metadata.inFlight = null;
  p.metadata.failedAttempts += 1;
  p.metadata.equivalentResponses = 0;
  backOff(p, ctx);
}

/** Metadata.handleMetadataResponse: a full answer takes the place of all, a partial one of the topics it names. */
function takeOver(p: Producer, response: MetadataResponse, isPartial: boolean, ctx: ProducerContext): void {
  const { metadata } = p;
  const named = new Set(response.topics.map(({ name }) => name));
  const isKept = (name: string): boolean => isPartial && !named.has(name) && isRetained(metadata, name, ctx.nowUs);
  const topics = new Map([...metadata.topics].filter(([name]) => isKept(name)));
  const invalidTopics = new Set([...metadata.invalidTopics].filter(isKept));
  for (const topic of response.topics) {
    if (!isRetained(metadata, topic.name, ctx.nowUs)) continue;
    if (topic.error === 'NONE') topics.set(topic.name, newestOf(metadata, topic));
    else if (topic.error === 'INVALID_TOPIC_EXCEPTION') invalidTopics.add(topic.name);
    if (meansStaleMetadata(topic.error)) wantMetadata(p);
    if (topic.partitions.some(({ error }) => meansStaleMetadata(error))) wantMetadata(p);
  }
  metadata.brokers = response.brokers.map(({ nodeId }) => nodeId);
  metadata.topics = topics;
  metadata.invalidTopics = invalidTopics;
}

/** ProducerMetadata.retainTopic. */
function isRetained(metadata: ProducerMetadata, topic: string, nowUs: number): boolean {
  const expiresUs = metadata.wanted.get(topic);
  if (expiresUs === undefined) return false;
  if (metadata.newTopics.has(topic) || expiresUs > nowUs) return true;
  metadata.wanted.delete(topic);
  return false;
}

/** Metadata.updateLatestMetadata: what an older leader epoch says of a partition does not count. */
function newestOf(metadata: ProducerMetadata, topic: MetadataTopic): MetadataTopic {
  const known = metadata.topics.get(topic.name);
  const partitions = topic.partitions.map((info, partition): MetadataPartition => {
    const key = queueKey(topic.name, partition);
    const epoch = metadata.leaderEpochs.get(key);
    const isOtherTopic = known !== undefined && known.topicId !== topic.topicId;
    if (epoch !== undefined && !isOtherTopic && info.leaderEpoch < epoch) return known?.partitions[partition] ?? info;
    if (epoch === undefined || isOtherTopic || info.leaderEpoch > epoch) metadata.equivalentResponses = 0;
    metadata.leaderEpochs.set(key, info.leaderEpoch);
    return info;
  });
  return { ...topic, partitions };
}

/** Metadata.updatePartitionLeadership: a refusal named the new leader, so that nobody need be asked (KIP-951). */
export function noteLeader(
  p: Producer,
  topic: string,
  partition: number,
  { leaderId, leaderEpoch }: { readonly leaderId: number; readonly leaderEpoch: number },
): void {
  const known = p.metadata.topics.get(topic);
  const info = known?.partitions[partition];
  if (known === undefined || info === undefined || leaderEpoch <= info.leaderEpoch) return;
  if (p.metadata.brokers?.includes(leaderId) !== true) return;
  const partitions = known.partitions.with(partition, { ...info, leader: leaderId, leaderEpoch });
  p.metadata.topics.set(topic, { ...known, partitions });
  p.metadata.leaderEpochs.set(queueKey(topic, partition), leaderEpoch);
}
