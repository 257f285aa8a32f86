import { expect, test } from 'vitest';
import type { ChaosProfile, Command } from '../command.ts';
import { actOn, advanceTo, drainUpdates, type Run, seekTo, stateHash, takeSnapshot } from '../run.ts';
import { cluster, seconds } from '../testing/small-cluster.ts';
import { type ChaosCluster, chaosAct, nextChaos, nextChaosUs } from './chaos.ts';

const profiles: readonly ChaosProfile[] = ['gentle', 'rough', 'brutal'];
const whole: ChaosCluster = {
  brokers: [1, 2, 3, 4, 5].map((id) => ({
    id,
    rack: `rack-${id % 3}`,
    state: 'up',
    slowDisk: false,
    fullDisk: false,
  })),
  controllers: [100, 101, 102].map((id) => ({ id, state: 'up' })),
  links: [],
};
const faults = (command: Command | null): boolean => command !== null && !/^(start|resume|free|heal)/.test(command.do);

test('the same seed, profile, moment and cluster give the same act', () => {
  for (const profile of profiles) {
    for (let at = 0; at < 50; at++) {
      const once = nextChaos(7, profile, seconds(at), whole);
      expect(once).toEqual(nextChaos(7, profile, seconds(at), whole));
      expect(once === null ? 0 : once.atUs).toBeGreaterThanOrEqual(
        once === null ? 0 : nextChaosUs(7, profile, seconds(at)),
      );
    }
  }
  const acts = (seed: number) => Array.from({ length: 20 }, (_, at) => chaosAct(seed, 'brutal', seconds(at), whole));
  expect(acts(1)).not.toEqual(acts(2));
});

test('stronger chaos comes more often', () => {
  const mean = (profile: ChaosProfile): number => {
    let at = 0;
    for (let i = 0; i < 200; i++) at = nextChaosUs(3, profile, at);
    return at / 200 / 1_000_000;
  };
  expect(mean('gentle')).toBeGreaterThan(15);
  expect(mean('gentle')).toBeLessThan(30);
  expect(mean('rough')).toBeGreaterThan(6);
  expect(mean('rough')).toBeLessThan(15);
  expect(mean('brutal')).toBeLessThan(6);
});

test('gentle chaos does nothing new while anything is wrong', () => {
  const hurt: ChaosCluster = {
    ...whole,
    brokers: whole.brokers.map((broker) => (broker.id === 2 ? { ...broker, state: 'down' } : broker)),
  };
  const acts = Array.from({ length: 100 }, (_, at) => chaosAct(1, 'gentle', seconds(at), hurt));
  expect(acts.some(faults)).toBe(false);
  expect(acts).toContainEqual({ do: 'start-broker', broker: 2 });
});

test('brutal chaos spares one broker, rough chaos a majority', () => {
  const withUp = (up: number): ChaosCluster => ({
    ...whole,
    brokers: whole.brokers.map((broker, at) => ({ ...broker, state: at < up ? 'up' : 'down' })),
  });
  const takesDown = (command: Command | null): boolean =>
    command !== null &&
    ['kill-broker', 'stop-broker', 'pause-broker', 'power-off-broker', 'fill-disk'].includes(command.do);
  for (let at = 0; at < 300; at++) {
    expect(takesDown(chaosAct(5, 'brutal', seconds(at), withUp(1)))).toBe(false);
    expect(takesDown(chaosAct(5, 'rough', seconds(at), withUp(3)))).toBe(false);
  }
});

function chaotic(profile: ChaosProfile): Run {
  const run = cluster({
    brokerConfigs: { 'metadata.max.idle.interval.ms': '0', 'offsets.topic.num.partitions': '1' },
  });
  advanceTo(run, seconds(10));
  actOn(run, { do: 'start-chaos', profile, seed: 11 });
  advanceTo(run, seconds(90));
  return run;
}

test.each(profiles)(
  '%s chaos is the same in every run, also by way of the past, and never asks what is refused',
  (profile) => {
    const run = chaotic(profile);
    const hash = stateHash(run);
    expect(drainUpdates(run).filter(({ kind }) => kind === 'refused')).toEqual([]);
    expect(takeSnapshot(run).chaos).toBe(profile);
    expect(stateHash(chaotic(profile))).toBe(hash);
    seekTo(run, seconds(50));
    seekTo(run, seconds(90));
    expect(stateHash(run)).toBe(hash);
  },
);

test('chaos stops when it is told to', () => {
  const run = chaotic('brutal');
  actOn(run, { do: 'start-chaos', profile: 'gentle', seed: 1 });
  expect(drainUpdates(run).at(-1)).toMatchObject({ kind: 'refused', message: 'There is brutal chaos already.' });
  actOn(run, { do: 'stop-chaos' });
  expect(takeSnapshot(run).chaos).toBeUndefined();
  actOn(run, { do: 'stop-chaos' });
  expect(drainUpdates(run).at(-1)).toMatchObject({ kind: 'refused', message: 'There is no chaos.' });
});
