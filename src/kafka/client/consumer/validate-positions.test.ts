import { expect, test } from 'vitest';
import type { KafkaRequest } from '../../protocol/requests.ts';
import type { ConsumerConfig } from './consumer.ts';
import type { AssignedPartition } from './state.ts';
import { ToyCluster } from './toy-cluster/toy-cluster.ts';

/** A has read ten records, all of epoch 0, committed them, and left. */
function committed(): ToyCluster {
  const cluster = new ToyCluster({ t: 1 }, { initialRebalanceDelayMs: 0 });
  cluster.addConsumer('A', { autoOffsetReset: 'earliest' });
  cluster.advance(1000);
  cluster.produce('t', 0, 10);
  cluster.advance(6000);
  cluster.close('A');
  cluster.advance(100);
  return cluster;
}

/** B goes on where A has left. */
function reading(autoOffsetReset: ConsumerConfig['autoOffsetReset'] = 'earliest'): ToyCluster {
  const cluster = committed();
  cluster.addConsumer('B', { autoOffsetReset, metadataMaxAgeMs: 3_600_000 });
  cluster.advance(1000);
  cluster.requests.length = 0;
  return cluster;
}

function elect(cluster: ToyCluster, keeps: number): void {
  cluster.logs.electUncleanly('t', 0, keeps);
  cluster.lookAtParked();
}

/** The consumer has learnt of the election and sent its question, which is on its way. */
function untilAsked(cluster: ToyCluster): void {
  for (let i = 0; i < 800 && partitionOf(cluster)?.state !== 'AWAIT_VALIDATION'; i++) cluster.advance(0.25);
  expect(partitionOf(cluster)?.state).toBe('AWAIT_VALIDATION');
}

const partitionOf = (cluster: ToyCluster, name = 'B'): AssignedPartition | undefined =>
  cluster.consumer(name).partitions.get('t-0');
const requests = (cluster: ToyCluster, api: KafkaRequest['api'], name = 'B'): KafkaRequest[] =>
  cluster.requests.filter((it) => it.name === name && it.request.api === api).map(({ request }) => request);
const logged = (cluster: ToyCluster): string[] =>
  cluster.trace.flatMap(({ effect }) => (effect.kind === 'log' ? [`${effect.level} ${effect.message}`] : []));
const delivered = (cluster: ToyCluster, name = 'B') =>
  cluster.trace.flatMap((it) =>
    it.name === name && it.effect.kind === 'delivered' ? [[it.effect.fromOffset, it.effect.toOffset]] : [],
  );
const at = (offset: number, offsetEpoch: number, epoch: number): string =>
  `FetchPosition{offset=${offset}, offsetEpoch=Optional[${offsetEpoch}], currentLeader=LeaderAndEpoch{` +
  `leader=Optional[broker-1:9092 (id: 1 rack: null isFenced: false)], epoch=${epoch}}}`;

test('a committed offset carries its epoch, and is validated before the first fetch', () => {
  const cluster = new ToyCluster({ t: 1 }, { initialRebalanceDelayMs: 0 });
  cluster.addConsumer('A', { autoOffsetReset: 'earliest' });
  cluster.advance(1000);
  cluster.produce('t', 0, 10);
  cluster.advance(6000);
  expect(requests(cluster, 'OffsetForLeaderEpoch', 'A')).toEqual([]);
  cluster.close('A');
  cluster.advance(100);
  cluster.addConsumer('B');
  cluster.advance(1000);
  expect(cluster.requests.flatMap(({ name, request }) => (name === 'B' ? [request.api] : []))).toEqual([
    'Metadata',
    'FindCoordinator',
    'JoinGroup',
    'JoinGroup',
    'SyncGroup',
    'OffsetFetch',
    'OffsetForLeaderEpoch',
    'Fetch',
    'Fetch',
  ]);
  expect(requests(cluster, 'OffsetForLeaderEpoch')).toEqual([
    {
      api: 'OffsetForLeaderEpoch',
      partitions: [{ topic: 't', partition: 0, currentLeaderEpoch: 0, leaderEpoch: 0 }],
    },
  ]);
  expect(logged(cluster)).toContain(`INFO Setting offset for partition t-0 to the committed offset ${at(10, 0, 0)}`);
});

test('a committed offset that the new leader does not have is left for where the log diverges', () => {
  const cluster = committed();
  elect(cluster, 7);
  cluster.produce('t', 0, 20);
  cluster.addConsumer('B', { autoOffsetReset: 'latest' });
  cluster.advance(1000);
  expect(delivered(cluster)).toEqual([[7, 26]]);
});

test.each(['earliest', 'latest'] as const)(
  'with %s a consumer goes on where the log of the new leader diverges',
  (policy) => {
    const cluster = reading(policy);
    elect(cluster, 7);
    cluster.produce('t', 0, 20);
    cluster.advance(1000);
    expect(requests(cluster, 'OffsetForLeaderEpoch')).toEqual([
      {
        api: 'OffsetForLeaderEpoch',
        partitions: [{ topic: 't', partition: 0, currentLeaderEpoch: 1, leaderEpoch: 0 }],
      },
    ]);
    expect(requests(cluster, 'ListOffsets')).toEqual([]);
    expect(delivered(cluster)).toEqual([[7, 26]]);
    expect(partitionOf(cluster)).toMatchObject({ state: 'FETCHING', position: 27, offsetEpoch: 1 });
    expect(logged(cluster)).toContain(
      `INFO Truncation detected for partition t-0 at offset ${at(10, 0, 1)}, ` +
        `resetting offset to the first offset known to diverge ${at(7, 0, 1)}`,
    );
  },
);

test('with none poll() throws, and the position is not committed', () => {
  const cluster = reading('none');
  elect(cluster, 7);
  cluster.produce('t', 0, 20);
  cluster.advance(1000);
  expect(cluster.consumer('B')).toMatchObject({ failure: 'LogTruncationException', life: 'closed' });
  expect(delivered(cluster)).toEqual([]);
  expect(requests(cluster, 'OffsetCommit')).toEqual([]);
  expect(logged(cluster)).toContain(
    `WARN Truncation detected for partition t-0 at offset ${at(10, 0, 1)} (the end offset from the broker is ` +
      "OffsetAndMetadata{offset=7, leaderEpoch=0, metadata=''}), but no reset policy is set",
  );
});

test('an application that is at its records learns of the truncation at its next poll', () => {
  const cluster = reading('none');
  elect(cluster, 10);
  cluster.advance(1000);
  cluster.produce('t', 0, 1);
  cluster.advance(10);
  elect(cluster, 9);
  untilAsked(cluster);
  cluster.freeze('B');
  cluster.advance(1000);
  expect(cluster.consumer('B').failure).toBeNull();
  cluster.resume('B');
  expect(cluster.consumer('B').failure).toBe('LogTruncationException');
});

test('a new leader that has everything lets the consumer go on, which is not fetched from before', () => {
  const cluster = reading();
  elect(cluster, 10);
  cluster.produce('t', 0, 5);
  cluster.advance(1000);
  const apis = cluster.requests.map(({ request }) => request.api).filter((api) => api !== 'Heartbeat');
  expect(apis.slice(0, 3)).toEqual(['Metadata', 'OffsetForLeaderEpoch', 'Fetch']);
  expect(delivered(cluster)).toEqual([[10, 14]]);
  expect(logged(cluster).filter((line) => line.includes('Truncation'))).toEqual([]);
});

test('a position whose epoch is not known is not validated', () => {
  const cluster = reading();
  cluster.call('B', { do: 'seek', offsets: [{ topic: 't', partition: 0, offset: 10 }] });
  cluster.advance(100);
  elect(cluster, 7);
  cluster.produce('t', 0, 20);
  cluster.advance(1000);
  expect(requests(cluster, 'OffsetForLeaderEpoch')).toEqual([]);
  expect(delivered(cluster)).toEqual([[10, 26]]);
});

test('a leader that does not know the epoch leaves the position to the reset policy', () => {
  const cluster = reading('latest');
  cluster.deleteTopic('t');
  cluster.logs.createTopic('t', 1);
  elect(cluster, 0);
  cluster.produce('t', 0, 3);
  elect(cluster, 3);
  cluster.advance(2000);
  const assigned = partitionOf(cluster);
  expect(assigned).toMatchObject({ state: 'FETCHING', position: 3 });
  expect(logged(cluster).filter((line) => line.includes('Truncation'))).toHaveLength(1);
});

test('who cannot be asked is asked again after retry.backoff.ms, with newer metadata', () => {
  const cluster = reading();
  elect(cluster, 7);
  untilAsked(cluster);
  // The leader changes while the question is on its way.
  cluster.logs.electUncleanly('t', 0, 6);
  cluster.advance(1000);
  const asked = cluster.requests.flatMap(({ atUs, request }) =>
    request.api === 'OffsetForLeaderEpoch' ? request.partitions.map((it) => ({ atUs, ...it })) : [],
  );
  expect([asked[0]?.currentLeaderEpoch, asked.at(-1)?.currentLeaderEpoch]).toEqual([1, 2]);
  // The answer and the next question take a millisecond each.
  expect((asked[1]?.atUs ?? 0) - (asked[0]?.atUs ?? 0)).toBe(102_000);
  expect(partitionOf(cluster)).toMatchObject({ state: 'FETCHING', position: 6, offsetEpoch: 0 });
});

test('a broken connection is one to try again', () => {
  const cluster = reading();
  elect(cluster, 7);
  untilAsked(cluster);
  cluster.down = true;
  cluster.advance(500);
  expect(partitionOf(cluster)?.state).toBe('AWAIT_VALIDATION');
  cluster.down = false;
  cluster.advance(3000);
  expect(partitionOf(cluster)).toMatchObject({ state: 'FETCHING', position: 7 });
});
