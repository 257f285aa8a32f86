import type { TopicPartition } from '../../protocol/requests.ts';
import type { ConsumerConfig } from './config.ts';
import { maxPollDeadlineUs } from './max-poll.ts';
import type { AssignedPartition, Consumer } from './state.ts';
import { isAway, nextRecord } from './work.ts';
import type { LastCommit, Work } from './work-state.ts';

/** What the application does now. `record`: at which record of the last poll; null: none is left. */
export interface ApplicationDescription {
  /** ended: it has closed the consumer, or is about to. */
  readonly does: 'polling' | 'frozen' | 'ended' | Work['step'];
  readonly record: (TopicPartition & { readonly offset: number }) | null;
  /** Which attempt at that record: 1 for the first. */
  readonly attempt: number;
  readonly pausedPartitions: readonly TopicPartition[];
}

function describeApplication(consumer: Consumer): ApplicationDescription {
  const { life, frozen, work, partitions } = consumer;
  const ended = life === 'closing' || life === 'closed';
  return {
    does: ended ? 'ended' : frozen ? 'frozen' : (work?.step ?? 'polling'),
    record: nextRecord(consumer),
    attempt: (work?.attempts ?? 0) + 1,
    pausedPartitions: [...partitions.values()]
      .filter(({ paused }) => paused)
      .map(({ topic, partition }) => ({ topic, partition })),
  };
}

/** What a view shows of a consumer. Times are simulated microseconds; null: not running. */
export interface ConsumerDescription {
  readonly state:
    | 'NEW'
    | 'FINDING_COORDINATOR'
    | 'UNJOINED'
    | 'PREPARING_REBALANCE'
    | 'COMPLETING_REBALANCE'
    | 'STABLE'
    | 'CLOSING'
    | 'CLOSED';
  /** Class of the exception that ended it, or null. */
  readonly failure: string | null;
  readonly memberId: string;
  readonly generationId: number;
  readonly isLeader: boolean;
  readonly coordinator: number | null;
  readonly partitions: readonly {
    readonly topic: string;
    readonly partition: number;
    /** Next offset; −1 while unknown. */
    readonly position: number;
    /** −1 when none is known. */
    readonly committed: number;
    /** As the last Fetch told; −1 before. */
    readonly highWatermark: number;
    /** The metric records-lag: high watermark (read_committed: last stable offset) − position; null while unknown. */
    readonly lag: number | null;
    /** Fetched, not yet returned by poll. */
    readonly buffered: boolean;
  }[];
  readonly recordsConsumed: number;
  readonly application: ApplicationDescription;
  readonly lastCommit: LastCommit | null;
  readonly nextHeartbeatUs: number | null;
  readonly sessionDeadlineUs: number | null;
  readonly maxPollDeadlineUs: number | null;
  readonly nextAutoCommitUs: number | null;
}

function stateOf(consumer: Consumer): ConsumerDescription['state'] {
  if (consumer.life === 'new') return 'NEW';
  if (consumer.life === 'closing') return 'CLOSING';
  if (consumer.life === 'closed') return 'CLOSED';
  return consumer.coordinator.nodeId === null ? 'FINDING_COORDINATOR' : consumer.membership.state;
}

/** Source: SubscriptionState.partitionLag. */
function recordsLag(assigned: AssignedPartition, isolationLevel: ConsumerConfig['isolationLevel']): number | null {
  const { position, highWatermark, lastStableOffset } = assigned;
  const end = isolationLevel === 'read_committed' ? lastStableOffset : highWatermark;
  return position < 0 || end < 0 ? null : Math.max(end - position, 0);
}

export function describeConsumer(consumer: Consumer): ConsumerDescription {
  const { membership, heartbeat, config } = consumer;
  const buffered = new Set(consumer.fetchBuffer.map(({ topic, partition }) => `${topic}-${partition}`));
  return {
    state: stateOf(consumer),
    failure: consumer.failure,
    memberId: membership.generation.memberId,
    generationId: membership.generation.generationId,
    isLeader: membership.isLeader,
    coordinator: consumer.coordinator.nodeId,
    partitions: [...consumer.partitions].map(([key, assigned]) => ({
      topic: assigned.topic,
      partition: assigned.partition,
      position: assigned.position,
      committed: assigned.committed,
      highWatermark: assigned.highWatermark,
      lag: recordsLag(assigned, config.isolationLevel),
      buffered: buffered.has(key),
    })),
    recordsConsumed: consumer.recordsConsumed,
    application: describeApplication(consumer),
    lastCommit: consumer.lastCommit,
    nextHeartbeatUs: heartbeat.enabled ? heartbeat.nextAtUs : null,
    sessionDeadlineUs: heartbeat.enabled ? heartbeat.sessionDeadlineUs : null,
    maxPollDeadlineUs: heartbeat.enabled && isAway(consumer) ? maxPollDeadlineUs(consumer) : null,
    nextAutoCommitUs:
      consumer.life === 'running' && config.enableAutoCommit && membership.state === 'STABLE'
        ? consumer.nextAutoCommitUs
        : null,
  };
}
