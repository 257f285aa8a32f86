import type { FetchResponse, TopicPartition } from '../../kafka/protocol/requests.ts';
import { fetchResponseBytes } from '../../kafka/quota/fetch-response-size.ts';
import { measureRate, type RateWindow, recordInRate } from '../../kafka/quota/simple-rate.ts';
import { isThrottledPartition } from '../../kafka/quota/throttled-partitions.ts';
import { setting } from '../settings.ts';
import { brokerOf, ownBroker, type SimState } from '../state.ts';
import type { QuotaSide } from './quota-samples.ts';
import type { Replica } from './replica-state.ts';

/**
 * The rate of a broker on one side, bytes a second; null: none. Source of this file: kafka.server.ReplicationQuotaManager,
 * BrokerConfigHandler, TopicConfigHandler (4.3.1).
 */
export function throttledRate(s: SimState, broker: number, side: QuotaSide): number | null {
  const { configs } = brokerOf(s, broker).image;
  const name = `${side}.replication.throttled.rate`;
  const text = configs.get(`broker:${broker}`)?.get(name) ?? configs.get('broker:')?.get(name);
  return text === undefined ? null : Number(text);
}

export function isThrottled(s: SimState, broker: number, side: QuotaSide, at: TopicPartition): boolean {
  const configs = brokerOf(s, broker).image.configs.get(`topic:${at.topic}`);
  const list = configs?.get(`${side}.replication.throttled.replicas`);
  return list !== undefined && isThrottledPartition(list, broker, at.partition);
}

const windowOf = (s: SimState): RateWindow => ({
  samples: setting(s, 'replication.quota.window.num'),
  windowMs: setting(s, 'replication.quota.window.size.seconds') * 1000,
});

const nowMs = (s: SimState): number => Math.floor(s.nowUs / 1000);

function record(s: SimState, broker: number, side: QuotaSide, bytes: number): void {
  const own = ownBroker(s, broker);
  own.quota = { ...own.quota, [side]: recordInRate(own.quota[side], windowOf(s), bytes, nowMs(s)) };
}

/** A rate that reaches the bound is not over it. Without a rate there is no limit (Long.MAX_VALUE). */
function isExceeded(s: SimState, id: number, side: QuotaSide): boolean {
  const bound = throttledRate(s, id, side);
  const broker = ownBroker(s, id);
  const { perSecond, rate } = measureRate(broker.quota[side], windowOf(s), nowMs(s));
  broker.quota = { ...broker.quota, [side]: rate };
  return bound !== null && perSecond > bound;
}

/** Bytes a second as of now, without the look leaving a trace. */
export function observedRate(s: SimState, broker: number, side: QuotaSide): number {
  return measureRate(brokerOf(s, broker).quota[side], windowOf(s), nowMs(s)).perSecond;
}

/**
 * A leader sends nothing of a throttled partition to a follower outside the ISR while its quota is exceeded; one in
 * sync is never slowed, so that the ISR does not change for it. Source: ReplicaManager.shouldLeaderThrottle (4.3.1).
 */
export function shouldLeaderThrottle(s: SimState, leader: Replica, follower: number): boolean {
  return (
    !leader.isr.includes(follower) &&
    isThrottled(s, leader.broker, 'leader', leader) &&
    isExceeded(s, leader.broker, 'leader')
  );
}

/**
 * A follower leaves a throttled partition out of its fetch while its quota is exceeded, unless its last fetch reached
 * the high watermark that the leader told with it. Source: RemoteLeaderEndPoint.shouldFollowerThrottle,
 * PartitionFetchState.isReplicaInSync (4.3.1).
 */
export function shouldFollowerThrottle(s: SimState, follower: Replica): boolean {
  const { fetchLag, broker } = follower;
  if (fetchLag !== null && fetchLag <= 0) return false;
  return isThrottled(s, broker, 'follower', follower) && isExceeded(s, broker, 'follower');
}

/**
 * Counts what a leader answers to a follower: the throttled partitions of the answer with its frame, whoever is in sync,
 * and the frame alone when there are none. Source: KafkaApis.sizeOfThrottledPartitions (4.3.1).
 */
export function countLeaderAnswer(s: SimState, leader: number, response: FetchResponse): void {
  const throttled = response.responses.filter((part) => isThrottled(s, leader, 'leader', part));
  const sized = throttled.map(({ topic, records, divergingEpoch }) => {
    const recordBytes = records.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0);
    return { topic, recordBytes, diverging: divergingEpoch !== null };
  });
  record(s, leader, 'leader', fetchResponseBytes(sized));
}

/** Counts records that a follower has appended. Source: ReplicaFetcherThread.processPartitionData (4.3.1). */
export function countFetched(s: SimState, follower: Replica, bytes: number): void {
  if (isThrottled(s, follower.broker, 'follower', follower)) record(s, follower.broker, 'follower', bytes);
}
