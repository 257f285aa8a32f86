import { type ConsumerConfig, defaultConsumerConfig } from '../../kafka/client/consumer/config.ts';
import { assignorNameOfClass } from '../../kafka/config/assignor-classes.ts';
import { parseIsoDurationMs } from '../../kafka/config/iso-duration.ts';
import type { GroupSetup, MemberSetup } from '../setup.ts';

/** The document check has refused what names no class of Kafka's. */
function assignorsOf(classes: string | undefined): readonly string[] | undefined {
  return classes?.split(',').flatMap((name) => assignorNameOfClass(name.trim()) ?? []);
}

/** `by_duration:PT1H` goes back so far. */
function resetPolicyOf(value: string | undefined): ConsumerConfig['autoOffsetReset'] | undefined {
  if (value === 'earliest' || value === 'none') return value;
  if (value?.startsWith('by_duration:') !== true) return undefined;
  const durationMs = parseIsoDurationMs(value.slice('by_duration:'.length));
  return durationMs === null ? undefined : { durationMs };
}

/** What a member's configs come to: those of its group, and its own. */
export function consumerConfigFrom(group: GroupSetup, member: MemberSetup): ConsumerConfig {
  const number = (name: string, fallback: number): number => {
    const text = group.configs[name];
    return text === undefined ? fallback : Number(text);
  };
  const d = defaultConsumerConfig;
  const { commit, poison } = group.application ?? {};
  const reset = group.configs['auto.offset.reset'];
  return {
    ...d,
    clientId: member.id,
    groupId: group.id,
    topics: group.topics,
    topicPattern: group.pattern ?? null,
    assign: member.assign ?? null,
    commit: commit === undefined ? null : { ...commit, records: commit.records ?? null },
    poison:
      poison === undefined
        ? null
        : { ...poison, failures: poison.failures ?? null, deadLetterTopic: poison.deadLetterTopic ?? null },
    groupInstanceId: member.instanceId ?? null,
    assignors: assignorsOf(group.configs['partition.assignment.strategy']) ?? d.assignors,
    autoOffsetReset: resetPolicyOf(reset) ?? d.autoOffsetReset,
    isolationLevel: group.configs['isolation.level'] === 'read_committed' ? 'read_committed' : 'read_uncommitted',
    excludeInternalTopics: group.configs['exclude.internal.topics'] !== 'false',
    enableAutoCommit: group.configs['enable.auto.commit'] !== 'false',
    autoCommitIntervalMs: number('auto.commit.interval.ms', d.autoCommitIntervalMs),
    sessionTimeoutMs: number('session.timeout.ms', d.sessionTimeoutMs),
    heartbeatIntervalMs: number('heartbeat.interval.ms', d.heartbeatIntervalMs),
    maxPollIntervalMs: number('max.poll.interval.ms', d.maxPollIntervalMs),
    maxPollRecords: number('max.poll.records', d.maxPollRecords),
    fetchMinBytes: number('fetch.min.bytes', d.fetchMinBytes),
    fetchMaxWaitMs: number('fetch.max.wait.ms', d.fetchMaxWaitMs),
    fetchMaxBytes: number('fetch.max.bytes', d.fetchMaxBytes),
    maxPartitionFetchBytes: number('max.partition.fetch.bytes', d.maxPartitionFetchBytes),
    requestTimeoutMs: number('request.timeout.ms', d.requestTimeoutMs),
    retryBackoffMs: number('retry.backoff.ms', d.retryBackoffMs),
    retryBackoffMaxMs: number('retry.backoff.max.ms', d.retryBackoffMaxMs),
    metadataMaxAgeMs: number('metadata.max.age.ms', d.metadataMaxAgeMs),
    clientRack: member.rack ?? group.configs['client.rack'] ?? d.clientRack,
    processingUs: member.processingUs,
  };
}
