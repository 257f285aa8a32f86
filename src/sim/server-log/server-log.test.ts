import { expect, test } from 'vitest';
import { actOn, advanceTo, type Run, restoreRun, saveRun, seekTo, serverLogOf, stateHash, undoLast } from '../run.ts';
import { cluster, seconds } from '../testing/small-cluster.ts';
import { keptLines, mergedLines, type ServerLogLine } from './server-log.ts';

const offsets = { 'metadata.max.idle.interval.ms': '0', 'offsets.topic.num.partitions': '1' };

function aBrokerFallsBehind(): Run {
  const run = cluster({ brokerConfigs: { ...offsets, 'broker.session.timeout.ms': '90000' } });
  advanceTo(run, seconds(10));
  actOn(run, { do: 'pause-broker', broker: 3 });
  advanceTo(run, seconds(60));
  return run;
}

const messages = (run: Run): string[] => serverLogOf(run).map(({ message }) => message);

test('a leader writes that it takes a follower out of the ISR, and that the controller agreed', () => {
  const run = aBrokerFallsBehind();
  const shrinks = serverLogOf(run).filter(({ message }) => message.includes('Shrinking ISR'));
  expect(shrinks.length).toBeGreaterThan(0);
  for (const { node, level, logger, message, about, atUs } of shrinks) {
    expect(message).toMatch(
      /^\[Partition \S+-\d broker=\d\] Shrinking ISR from [\d,]+ to [\d,]+\. Leader: \(highWatermark: \d+, endOffset: \d+\)\. Out of sync replicas: \(brokerId: 3, endOffset: \d+, lastCaughtUpTimeMs: 17000000\d{5}\)\.$/,
    );
    expect({ level, logger }).toEqual({ level: 'INFO', logger: 'kafka.cluster.Partition' });
    expect(message).toContain(`broker=${node}]`);
    expect(about?.kind).toBe('partition');
    expect(atUs).toBeGreaterThan(seconds(40));
  }
  expect(messages(run).some((text) => / ISR updated to 1,2 {2}and version updated to 1$/.test(text))).toBe(true);
});

test('a controlled shutdown is told by the broker and by the controller, in their order', () => {
  const run = cluster({ brokerConfigs: offsets });
  advanceTo(run, seconds(10));
  actOn(run, { do: 'stop-broker', broker: 2 });
  advanceTo(run, seconds(12));
  const said = serverLogOf(run).filter(({ atUs }) => atUs >= seconds(10));
  const at = (text: string): number => said.findIndex(({ message }) => message.includes(text));
  const order = [
    'Terminating process due to signal SIGTERM',
    'Beginning controlled shutdown.',
    'Unfenced broker 2 has requested and been granted a controlled shutdown.',
    'enterControlledShutdown[2]: changing 4 partition(s)',
    'Stopped fetchers as part of controlled shutdown for 4 partitions',
    'The request from broker 2 to shut down has been granted since the lowest active offset',
    'The controller has asked us to exit controlled shutdown.',
    'Transition from SHUTTING_DOWN to SHUTDOWN',
  ].map(at);
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((x, y) => x - y));
});

test('the group coordinator writes its own lines, about its group', () => {
  const run = cluster({ brokerConfigs: offsets });
  advanceTo(run, seconds(10));
  const stable = serverLogOf(run).find(({ message }) => message.includes('Stabilized group'));
  expect(stable?.message).toMatch(
    /^\[GroupCoordinator id=\d topic=__consumer_offsets partition=0\] Stabilized group billing generation 1 with 2 members\.$/,
  );
  expect(stable?.logger).toBe('org.apache.kafka.coordinator.group.GroupMetadataManager');
  expect(stable?.about).toEqual({ kind: 'group', id: 'billing' });
});

test('followers of a broker that was killed warn once a second that they cannot fetch', () => {
  const run = cluster({ brokerConfigs: offsets });
  advanceTo(run, seconds(10));
  actOn(run, { do: 'kill-broker', broker: 1 });
  advanceTo(run, seconds(16));
  const warned = serverLogOf(run).filter(
    ({ level, node, atUs }) => level === 'WARN' && node === 2 && atUs > seconds(10),
  );
  expect(warned.length).toBeGreaterThanOrEqual(5);
  expect(warned.length).toBeLessThanOrEqual(7);
  for (const { message, about } of warned) {
    expect(message).toContain(
      'leaderId=1, fetcherId=0] Error in response for fetch request (type=FetchRequest, replicaId=2,',
    );
    expect(about).toEqual({ kind: 'broker', id: 1 });
  }
});

test('a run that goes back keeps what it has seen, and writes the same lines again', () => {
  const run = aBrokerFallsBehind();
  const before = serverLogOf(run);
  seekTo(run, seconds(20));
  expect(serverLogOf(run)).toEqual(before);
  seekTo(run, seconds(60));
  expect(serverLogOf(run)).toEqual(before);
  expect(before.map(({ id }) => id)).toEqual(before.map((_, index) => index + 1));
});

test('an act in the past, and taking one back, drop the lines of the future that was', () => {
  const run = aBrokerFallsBehind();
  seekTo(run, seconds(20));
  actOn(run, { do: 'resume-broker', broker: 3 });
  expect(serverLogOf(run).at(-1)?.atUs).toBeLessThanOrEqual(seconds(20));
  advanceTo(run, seconds(60));
  expect(messages(run).join()).not.toContain('Shrinking ISR');
  undoLast(run);
  expect(messages(run).join()).toContain('Shrinking ISR');
});

test('what was written has no part in the state', () => {
  const run = aBrokerFallsBehind();
  const other = aBrokerFallsBehind();
  other.state.serverLog = { ...other.state.serverLog, count: 0, lines: [] };
  expect(stateHash(other)).toBe(stateHash(run));
});

test('a stored run goes on counting its lines', () => {
  const run = cluster({ brokerConfigs: offsets, producers: [] });
  advanceTo(run, seconds(2));
  const last = serverLogOf(run).at(-1)?.id ?? 0;
  const saved = saveRun(run);
  expect(saved.state.serverLog.lines).toEqual([]);
  const bytes = new Map<string, Uint8Array>();
  const { run: again } = restoreRun(run.origin, saved, (broker, topic, partition, base) => {
    return bytes.get(`${broker}/${topic}-${partition}/${base}`) ?? new Uint8Array();
  });
  actOn(again, { do: 'kill-broker', broker: 1 });
  advanceTo(again, seconds(20));
  expect(serverLogOf(again)[0]?.id).toBe(last + 1);
});

const line = (id: number): ServerLogLine => ({
  id,
  atUs: id,
  node: 1,
  about: null,
  level: 'INFO',
  logger: 'x',
  message: `line ${id}`,
});
const lines = (from: number, to: number): ServerLogLine[] =>
  Array.from({ length: to - from + 1 }, (_, at) => line(from + at));

test('only so many lines are kept, the newest', () => {
  const all = mergedLines(lines(1, 10), lines(11, keptLines + 30));
  expect(all.length).toBe(keptLines);
  expect(all[0]?.id).toBe(31);
  expect(all.at(-1)?.id).toBe(keptLines + 30);
});

test('a run before all that is kept begins its lines anew', () => {
  expect(mergedLines(lines(50, 60), lines(5, 10))).toEqual(lines(5, 10));
  expect(mergedLines(lines(50, 60), lines(40, 70))).toEqual(lines(50, 70));
  expect(mergedLines(lines(1, 5), [])).toEqual(lines(1, 5));
});
