import { decodeUtf8 } from '../base/utf8.ts';
import type { BrokerRegistration, PartitionRegistration } from '../kafka/controller/metadata-image.ts';
import { type RecordBatch, readBatches, readRecords } from '../kafka/record/record-batch.ts';
import { replicaKey, type SimState } from '../sim/state.ts';
import { committedImage } from '../sim/view/committed-image.ts';
import { leaderOffset } from './story-clients.ts';
import type { StoryLog, StoryOutcome, StoryPartition } from './story-steps.ts';

function brokerState(registration: BrokerRegistration | undefined): string {
  if (registration === undefined) return 'unregistered';
  if (registration.fenced) return 'fenced';
  return registration.inControlledShutdown ? 'shutting down' : 'active';
}

/** A look at the simulated cluster: the brokers and topics that stand in the look at the real one. */
export function lookAt(s: SimState, expected: StoryOutcome): Pick<StoryOutcome, 'brokers' | 'topics'> {
  const brokers: Record<string, string> = {};
  for (const id of Object.keys(expected.brokers ?? {})) {
    brokers[id] = brokerState(committedImage(s).brokers.get(Number(id)));
  }
  const topics: Record<string, StoryPartition[]> = {};
  for (const [topic, looks] of Object.entries(expected.topics ?? {})) {
    const partitions = committedImage(s).topics.get(topic)?.partitions ?? [];
    topics[topic] = partitions.map((is, partition) => partitionFacts(s, topic, partition, is, looks[partition]));
  }
  return {
    ...(expected.brokers !== undefined && { brokers }),
    ...(expected.topics !== undefined && { topics }),
  };
}

function partitionFacts(
  s: SimState,
  topic: string,
  partition: number,
  is: PartitionRegistration,
  look: StoryPartition | undefined,
): StoryPartition {
  const { leader, leaderEpoch, partitionEpoch, replicas, isr, elr, lastKnownElr } = is;
  const { addingReplicas, removingReplicas, leaderRecoveryState } = is;
  const logs: Record<string, StoryLog> = {};
  for (const broker of s.brokers.keys()) {
    const log = logFacts(s, broker, topic, partition);
    if (log !== null) logs[broker] = log;
  }
  return {
    partition,
    ...{ leader, leaderEpoch, partitionEpoch, replicas, isr, elr, lastKnownElr },
    ...(addingReplicas.length > 0 && { addingReplicas }),
    ...(removingReplicas.length > 0 && { removingReplicas }),
    ...(leaderRecoveryState !== 'RECOVERED' && { leaderRecoveryState }),
    logs,
    ...(look?.earliest !== undefined && { earliest: leaderOffset(s, topic, partition, 'earliest') }),
    ...(look?.latest !== undefined && { latest: leaderOffset(s, topic, partition, 'latest') }),
  };
}

/** What lies in the replica's folder, whether its broker runs or not; null: there is no folder. */
function logFacts(s: SimState, broker: number, topic: string, partition: number): StoryLog | null {
  if (!s.topicNumbers.has(topic)) return null;
  const key = replicaKey(s, broker, topic, partition);
  const log = s.logs.get(key);
  if (log === undefined) return null;
  const files = s.brokers.get(broker)?.rawDirectories.get(key);
  const batches =
    files === undefined
      ? log.segments.flatMap((segment) => segment.batches.slice(0, segment.length))
      : [...files.keys()]
          .filter((name) => name.endsWith('.log'))
          .sort()
          .flatMap((name) => readBatches(files.get(name) ?? new Uint8Array()).batches);
  const last = batches.at(-1);
  return {
    logEndOffset: last === undefined ? 0 : last.lastOffset + 1,
    batches: batches.map((b) => [b.partitionLeaderEpoch, b.baseOffset, b.lastOffset, firstValue(b)]),
    // A loss leaves the epoch file as it was.
    epochs: log.leaderEpochs.map(({ epoch, startOffset }) => [epoch, startOffset]),
  };
}

function firstValue(batch: RecordBatch): string {
  const value = readRecords(batch)[0]?.value;
  return value === undefined || value === null ? 'null' : decodeUtf8(value);
}
