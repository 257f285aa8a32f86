import { expect, test } from 'vitest';
import { unavailableUs } from './availability.ts';
import type { Command } from './command.ts';
import { actOn, advanceTo, type Run, takeSnapshot } from './run.ts';
import { cluster, seconds } from './testing/small-cluster.ts';

const leaderOf = (run: Run): number => takeSnapshot(run).partitions.find((p) => p.topic === 'orders')?.leader ?? -1;

function started(): { run: Run; leader: number } {
  const run = cluster({ producers: [], groups: [] });
  advanceTo(run, seconds(10));
  return { run, leader: leaderOf(run) };
}

test('a killed leader is missed for its session, one that stops in order for no more than a few hops', () => {
  const gap = (act: (broker: number) => Command): number => {
    const { run, leader } = started();
    expect(unavailableUs(run.state, 'orders', 0)).toBe(0);
    actOn(run, act(leader));
    advanceTo(run, seconds(25));
    const first = unavailableUs(run.state, 'orders', 0);
    advanceTo(run, seconds(40));
    expect(unavailableUs(run.state, 'orders', 0)).toBe(first);
    return first / 1_000_000;
  };
  const killed = gap((broker) => ({ do: 'kill-broker', broker }));
  expect(killed).toBeGreaterThan(7);
  expect(killed).toBeLessThan(11);
  expect(gap((broker) => ({ do: 'stop-broker', broker }))).toBeLessThan(0.5);
});

test('a leader that stands still for less than its session is missed for just that long', () => {
  const { run, leader } = started();
  actOn(run, { do: 'pause-broker', broker: leader });
  advanceTo(run, seconds(13));
  actOn(run, { do: 'resume-broker', broker: leader });
  advanceTo(run, seconds(30));
  expect(leaderOf(run)).toBe(leader);
  expect(unavailableUs(run.state, 'orders', 0)).toBe(seconds(3));
});

test('time without a leader counts on until somebody leads', () => {
  const { run } = started();
  for (const broker of [1, 2, 3]) actOn(run, { do: 'kill-broker', broker });
  advanceTo(run, seconds(60));
  expect(unavailableUs(run.state, 'orders', 0)).toBe(seconds(50));
  actOn(run, { do: 'power-on' });
  for (const broker of [1, 2, 3]) actOn(run, { do: 'start-broker', broker });
  advanceTo(run, seconds(90));
  expect(leaderOf(run)).toBeGreaterThan(0);
  expect(unavailableUs(run.state, 'orders', 0)).toBeLessThan(seconds(55));
});
