import { expect, test } from 'vitest';
import { partitionKey } from '../kafka/client/consumer/state.ts';
import type { KafkaRequest } from '../kafka/protocol/requests.ts';
import { actOn, advanceTo, nowUs, type Run, stepEvent, takeSnapshot } from './run.ts';
import { cluster, group, producer, seconds, topic } from './testing/small-cluster.ts';

/** One partition on three brokers, each of which may lead with what it has. */
function started(reset: 'latest' | 'none' | 'earliest'): Run {
  const run = cluster({
    brokerConfigs: {
      'metadata.max.idle.interval.ms': '0',
      'offsets.topic.num.partitions': '1',
      'eligible.leader.replicas.version': '0',
      'unclean.leader.election.enable': 'true',
    },
    topics: [topic({ partitions: 1, configs: { 'min.insync.replicas': '1' } })],
    producers: [producer({ ratePerSecond: 20 })],
    groups: [group(1, { configs: { 'auto.offset.reset': reset } })],
  });
  advanceTo(run, seconds(12));
  return run;
}

const partition = (run: Run) => takeSnapshot(run).partitions.find((it) => it.topic === 'orders');
const leaderOf = (run: Run): number => partition(run)?.leader ?? -1;
const endOn = (run: Run, broker: number): number =>
  partition(run)?.replicas.find((it) => it.broker === broker)?.logEndOffset ?? -1;
const consumerOf = (run: Run) => [...run.state.consumers.values()].at(-1)?.consumer;
const positionOf = (run: Run) => consumerOf(run)?.partitions.get(partitionKey('orders', 0));

/** The leader is left alone, is read from, and dies; one that had died before, and lacks the newest records, leads. */
function truncate(run: Run): { readonly read: number; readonly keeps: number; readonly leader: number } {
  const before = leaderOf(run);
  const [leader = -1, other = -1] = [1, 2, 3].filter((id) => id !== before);
  for (const broker of [leader, other]) actOn(run, { do: 'kill-broker', broker });
  const keeps = endOn(run, leader);
  advanceTo(run, nowUs(run) + seconds(20));
  const read = positionOf(run)?.position ?? -1;
  expect(read).toBeGreaterThan(keeps + 50);
  actOn(run, { do: 'kill-broker', broker: before });
  actOn(run, { do: 'start-broker', broker: leader });
  return { read, keeps, leader };
}

/** What clients ask this broker about their records, in order, until `done`. */
function askedUntil(run: Run, broker: number, done: () => boolean): KafkaRequest[] {
  const asked = new Map<number, KafkaRequest>();
  const deadline = nowUs(run) + seconds(60);
  while (!done() && nowUs(run) < deadline) {
    for (const event of run.state.queue) {
      if (event.kind !== 'request' || event.to !== broker) continue;
      const { request, sequence } = event;
      const isFetch = request.api === 'Fetch' && request.replicaId < 0;
      if (isFetch || request.api === 'OffsetForLeaderEpoch') asked.set(sequence, request);
    }
    stepEvent(run);
  }
  expect(done()).toBe(true);
  return [...asked].sort(([x], [y]) => x - y).map(([, request]) => request);
}

test.each(['latest', 'earliest'] as const)(
  'with %s a consumer that has read more than the new leader has goes on where they differ',
  (reset) => {
    const run = started(reset);
    const { keeps, leader } = truncate(run);
    const isValid = (): boolean => {
      const { state, currentLeader } = positionOf(run) ?? {};
      return state === 'FETCHING' && currentLeader?.leader === leader;
    };
    const asked = askedUntil(run, leader, isValid);
    const partitions = [{ topic: 'orders', partition: 0, currentLeaderEpoch: 1, leaderEpoch: 0 }];
    expect(asked).toEqual([{ api: 'OffsetForLeaderEpoch', partitions }]);
    expect(positionOf(run)).toMatchObject({ position: keeps, offsetEpoch: 0 });
    // The new leader has been written to meanwhile, and nothing of that is passed over.
    const written = endOn(run, leader) - keeps;
    expect(written).toBeGreaterThan(0);
    const consumed = consumerOf(run)?.recordsConsumed ?? -1;
    advanceTo(run, nowUs(run) + seconds(5));
    const { position = -1, offsetEpoch } = positionOf(run) ?? {};
    expect([(consumerOf(run)?.recordsConsumed ?? -1) - consumed, offsetEpoch]).toEqual([position - keeps, 1]);
    expect(position - keeps).toBeGreaterThan(written + 50);
  },
);

test('with none poll() throws, and the process ends', () => {
  const run = started('none');
  actOn(run, { do: 'reset-offsets', group: 'billing', topic: 'orders', to: { kind: 'to-earliest' } });
  advanceTo(run, nowUs(run) + seconds(3));
  actOn(run, { do: 'add-consumer', group: 'billing', member: 'billing-2', processingUs: 1000 });
  advanceTo(run, nowUs(run) + seconds(6));
  truncate(run);
  advanceTo(run, nowUs(run) + seconds(30));
  expect(consumerOf(run)).toMatchObject({ life: 'closed', failure: 'LogTruncationException' });
});

test('a clean change of leaders is validated too, and nothing is read twice or passed over', () => {
  const run = started('earliest');
  const before = leaderOf(run);
  actOn(run, { do: 'kill-broker', broker: before });
  let moved = false;
  let seen = '';
  const deadline = seconds(60);
  while (nowUs(run) < deadline && !(moved && seen === 'FETCHING')) {
    stepEvent(run);
    const { state = '', currentLeader } = positionOf(run) ?? {};
    moved = currentLeader !== undefined && currentLeader.leader !== before;
    if (moved && seen !== state) {
      // The first that is seen of the new leader is that the position awaits validation.
      if (seen === '') expect(state).toBe('AWAIT_VALIDATION');
      seen = state;
    }
  }
  expect(seen).toBe('FETCHING');
  const { position = -1 } = positionOf(run) ?? {};
  expect(consumerOf(run)?.recordsConsumed).toBe(position);
});

test('who takes over a group validates the committed offset by its epoch', () => {
  const run = started('earliest');
  const [member = ''] = takeSnapshot(run).groups[0]?.members.map(({ id }) => id) ?? [];
  actOn(run, { do: 'remove-consumer', member });
  advanceTo(run, nowUs(run) + seconds(3));
  actOn(run, { do: 'add-consumer', group: 'billing', member: 'billing-2', processingUs: 1000 });
  const asked = askedUntil(run, leaderOf(run), () => positionOf(run)?.state === 'FETCHING');
  const partitions = [{ topic: 'orders', partition: 0, currentLeaderEpoch: 0, leaderEpoch: 0 }];
  expect(asked).toEqual([{ api: 'OffsetForLeaderEpoch', partitions }]);
});
