import { expect, test } from 'vitest';
import type { GroupHistory, MemberHistory, MemberSpan } from './group-history-state.ts';
import { actOn, advanceTo, openRun, type Run, restoreRun, saveRun, seekTo, undoLast } from './run.ts';
import { freezeNewestCheckpoint } from './testing/freeze.ts';
import { cluster, group, origin, seconds, setup } from './testing/small-cluster.ts';
import { groupDetails } from './view/group-details.ts';

function historyOf(run: Run): GroupHistory {
  const history = run.state.evidence.groups.get('billing');
  if (history === undefined) throw new Error('nothing was seen of the group');
  return history;
}

function member(run: Run, id: string): MemberHistory {
  const found = historyOf(run).members.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

const phases = ({ spans }: MemberHistory): string[] => spans.map(({ phase }) => phase);
const generations = (run: Run): string[] =>
  historyOf(run).marks.flatMap((mark) =>
    mark.kind === 'generation' ? [`${mark.generation} +${mark.joined.join()} -${mark.left.join()}`] : [],
  );
const endOf = (spans: readonly MemberSpan[], at: number): number => spans[at + 1]?.fromUs ?? Number.NaN;

test('two consumers arrive, and each then reads what it was assigned', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  expect(phases(member(run, 'billing-1'))).toEqual(['arriving', 'reading']);
  expect(phases(member(run, 'billing-2'))).toEqual(['arriving', 'reading']);
  const all = historyOf(run).members.flatMap(({ spans }) => spans.at(-1)?.partitions ?? []);
  expect([...all].sort()).toEqual(['orders-0', 'orders-1', 'orders-2']);
  expect(generations(run)).toEqual(['1 +billing-1,billing-2 -']);
  expect(member(run, 'billing-1').commits.length).toBeGreaterThan(0);
  expect(member(run, 'billing-1').stoodStillUs).toEqual({ joining: 0, dead: 0 });
});

test('a member of an eager group stands still from its revocation to its assignment when another joins', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  actOn(run, { do: 'add-consumer', group: 'billing', member: 'billing-3', processingUs: 1000 });
  advanceTo(run, seconds(30));
  const one = member(run, 'billing-1');
  expect(phases(one)).toEqual(['arriving', 'reading', 'joining', 'reading']);
  const [, before, still] = one.spans;
  expect(still?.partitions).toEqual(before?.partitions);
  expect(still?.reason).toBe('group is already rebalancing');
  const [from, join, sync, to] = [still?.fromUs, still?.joinUs, still?.syncUs, endOf(one.spans, 2)];
  expect([from, join, sync, to]).toEqual([...[from, join, sync, to]].sort((x, y) => Number(x) - Number(y)));
  expect(one.stoodStillUs).toEqual({ joining: to - Number(from), dead: 0 });
  expect(generations(run).at(-1)).toBe('2 +billing-3 -');
});

test('a member of a cooperative group goes on reading what it keeps', () => {
  const configs = {
    'auto.offset.reset': 'earliest',
    'partition.assignment.strategy': 'org.apache.kafka.clients.consumer.CooperativeStickyAssignor',
  };
  const run = cluster({ groups: [group(2, { configs })] });
  advanceTo(run, seconds(20));
  actOn(run, { do: 'add-consumer', group: 'billing', member: 'billing-3', processingUs: 1000 });
  advanceTo(run, seconds(40));
  for (const id of ['billing-1', 'billing-2']) {
    expect(phases(member(run, id))).not.toContain('joining');
    expect(member(run, id).stoodStillUs.joining).toBe(0);
  }
  expect(member(run, 'billing-3').spans.at(-1)).toMatchObject({ phase: 'reading' });
  expect(
    historyOf(run)
      .members.flatMap(({ spans }) => spans.at(-1)?.partitions ?? [])
      .sort(),
  ).toEqual(['orders-0', 'orders-1', 'orders-2']);
});

test('the partitions of a crashed member stand still until its session ends, and its row ends there', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  actOn(run, { do: 'crash-consumer', member: 'billing-1' });
  advanceTo(run, seconds(40));
  const open = groupDetails(run).groups[0]?.stoodStillUs;
  expect(open?.get(member(run, 'billing-1').node)).toEqual({ joining: 0, dead: seconds(20) });
  advanceTo(run, seconds(90));
  const crashed = member(run, 'billing-1');
  expect(phases(crashed)).toEqual(['arriving', 'reading', 'dead']);
  expect(crashed.end).toBe('removed');
  // The session began with the last heartbeat before the crash: at most heartbeat.interval.ms earlier.
  expect(crashed.stoodStillUs.dead).toBeGreaterThan(seconds(45 - 3));
  expect(crashed.stoodStillUs.dead).toBeLessThanOrEqual(seconds(45));
  expect(member(run, 'billing-2').spans.at(-1)?.partitions).toHaveLength(3);
  expect(generations(run).at(-1)).toBe('2 + -billing-1');
});

test('a consumer without a partition is idle, and has not stood still when it joins again', () => {
  const run = cluster({ groups: [group(4)] });
  advanceTo(run, seconds(20));
  const idle = historyOf(run).members.find(({ spans }) => spans.at(-1)?.phase === 'idle');
  if (idle === undefined) throw new Error('nobody is idle');
  const busy = historyOf(run).members.find(({ id }) => id !== idle.id);
  actOn(run, { do: 'remove-consumer', member: busy?.id ?? '' });
  advanceTo(run, seconds(30));
  expect(phases(member(run, idle.id))).toEqual(['arriving', 'idle', 'joining', 'reading']);
  expect(member(run, idle.id).stoodStillUs.joining).toBe(0);
  expect(member(run, busy?.id ?? '').end).toBe('left');
});

test('a member that takes too long for its records is expelled, and knows it at its next poll', () => {
  const members = [{ id: 'billing-1', processingUs: 9_000_000 }];
  const configs = { 'auto.offset.reset': 'earliest', 'max.poll.interval.ms': '12000' };
  const run = cluster({ groups: [group(1, { members, configs })] });
  advanceTo(run, seconds(120));
  const seen = phases(member(run, 'billing-1'));
  expect(seen.slice(0, 4)).toEqual(['arriving', 'reading', 'expelled', 'joining']);
});

test('going back, undoing and resuming show the history of that moment', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  freezeNewestCheckpoint(run);
  const before = historyOf(run);
  actOn(run, { do: 'crash-consumer', member: 'billing-1' });
  advanceTo(run, seconds(70));
  const after = historyOf(run);
  seekTo(run, seconds(19));
  expect(historyOf(run).members.flatMap(phases)).not.toContain('dead');
  seekTo(run, seconds(70));
  expect(historyOf(run)).toEqual(after);
  const resumed = restoreRun(origin(), saveRun(run), () => new Uint8Array());
  expect(resumed.run.state.evidence.groups.get('billing')).toEqual(after);
  undoLast(run);
  seekTo(run, seconds(20));
  expect(historyOf(run)).toEqual(before);
});

test('what is kept of a restless group is bounded', () => {
  const configs = { 'auto.offset.reset': 'earliest', 'auto.commit.interval.ms': '500' };
  const run = openRun(origin({ setup: setup({ groups: [group(2, { configs })] }) }));
  for (let at = 1; at <= 84; at++) {
    advanceTo(run, seconds(10 + 5 * at));
    const extra = { member: `extra-${at}`, processingUs: 1000 };
    if (at % 2 === 1) actOn(run, { do: 'add-consumer', group: 'billing', ...extra });
    else actOn(run, { do: 'remove-consumer', member: `extra-${at - 1}` });
  }
  advanceTo(run, seconds(440));
  const { members, marks } = historyOf(run);
  expect(members.length).toBe(42);
  expect(marks.length).toBeLessThanOrEqual(100);
  for (const { spans, commits } of members) {
    expect(spans.length).toBeLessThanOrEqual(100);
    expect(commits.length).toBeLessThanOrEqual(60);
  }
  expect(member(run, 'billing-1').stoodStillUs.joining).toBeGreaterThan(0);
});

test('the group is described as kafka-consumer-groups describes it', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  const [detail] = groupDetails(run).groups;
  expect(detail).toMatchObject({ assignor: 'range', protocolType: 'consumer', group: { state: 'Stable' } });
  expect(detail?.described?.map(({ topic, partition }) => `${topic}-${partition}`)).toHaveLength(3);
  for (const line of detail?.described ?? []) {
    expect(line.consumerId).toMatch(/^billing-\d-/);
    expect(line.lag).toBe((line.logEndOffset ?? 0) - (line.currentOffset ?? 0));
  }
  expect(detail?.described?.[0]?.clientId).toBe(detail?.described?.[1]?.clientId);
  for (const member of ['billing-1', 'billing-2']) actOn(run, { do: 'remove-consumer', member });
  advanceTo(run, seconds(25));
  const [empty] = groupDetails(run).groups;
  expect(empty?.group.state).toBe('Empty');
  expect(empty?.warning).toBe("Consumer group 'billing' has no active members.");
  expect(empty?.described).toHaveLength(3);
  for (const line of empty?.described ?? [])
    expect(line).toMatchObject({ consumerId: null, host: null, clientId: null });
});
