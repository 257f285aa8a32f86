import type { BrokerRegistration, PartitionRegistration } from '../kafka/controller/metadata-image.ts';
import type { PartitionLog } from '../kafka/log/partition-log.ts';
import { replicaKey, type SimState } from '../sim/state.ts';
import type { StoryOutcome, StoryPartition } from './story-steps.ts';

function brokerState(registration: BrokerRegistration | undefined): string {
  if (registration === undefined) return 'unregistered';
  if (registration.fenced) return 'fenced';
  return registration.inControlledShutdown ? 'shutting down' : 'active';
}

/** What differs between the simulated cluster and the look that was taken at the real one. */
export function differencesFrom(s: SimState, outcome: StoryOutcome): string[] {
  const differences: string[] = [];
  for (const [id, expected] of Object.entries(outcome.brokers ?? {})) {
    const got = brokerState(s.controller.image.brokers.get(Number(id)));
    if (got !== expected) differences.push(`broker ${id} is ${got}, Kafka had ${expected}`);
  }
  for (const [topic, partitions] of Object.entries(outcome.topics ?? {})) {
    for (const expected of partitions) differences.push(...partitionDifferences(s, topic, expected));
  }
  return differences;
}

const fields = ['leader', 'leaderEpoch', 'partitionEpoch', 'replicas', 'isr', 'elr', 'lastKnownElr'] as const;

function partitionDifferences(s: SimState, topic: string, expected: StoryPartition): string[] {
  const name = `${topic}-${expected.partition}`;
  const got: PartitionRegistration | undefined = s.controller.image.topics.get(topic)?.partitions[expected.partition];
  if (got === undefined) return [`there is no ${name}`];
  const differences: string[] = [];
  const compare = (what: string, ours: unknown, theirs: unknown): void => {
    const [a, b] = [JSON.stringify(ours), JSON.stringify(theirs)];
    if (a !== b) differences.push(`${what} of ${name} is ${a}, Kafka had ${b}`);
  };
  for (const field of fields) compare(field, got[field], expected[field]);
  for (const [broker, theirs] of Object.entries(expected.logs)) {
    const log = s.logs.get(replicaKey(s, Number(broker), topic, expected.partition));
    compare(`log end offset on ${broker}`, log?.logEndOffset, theirs.logEndOffset);
    compare(
      `batches on ${broker}`,
      batchesOf(log),
      theirs.batches.map(([epoch, first, last]) => [epoch, first, last]),
    );
    compare(
      `epochs on ${broker}`,
      log?.leaderEpochs.map((e) => [e.epoch, e.startOffset]),
      theirs.epochs,
    );
  }
  const leader = s.replicas.get(replicaKey(s, got.leader < 0 ? 0 : got.leader, topic, expected.partition));
  if (typeof expected.latest === 'number' && leader?.role === 'leader') {
    compare('high watermark', leader.highWatermark, expected.latest);
  }
  return differences;
}

function batchesOf(log: PartitionLog | undefined): number[][] {
  return (log?.segments ?? []).flatMap((segment) =>
    segment.batches.slice(0, segment.length).map((b) => [b.partitionLeaderEpoch, b.baseOffset, b.lastOffset]),
  );
}
