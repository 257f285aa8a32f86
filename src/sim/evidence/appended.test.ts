import { expect, test } from 'vitest';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import type { Command, TimedCommand } from '../command.ts';
import { scheduleFrom } from '../fuzz/schedule.ts';
import { advanceTo, openRun, type RunOrigin } from '../run.ts';
import type { ClusterSetup } from '../setup.ts';
import { replicaKey, type SimState } from '../state.ts';
import { committedImage } from '../view/committed-image.ts';
import { recordsBetween } from './sent-records.ts';

interface Suffered {
  readonly duplicated: number;
  readonly reordered: number;
}

/** What the leader's log shows to somebody who knows that a value carries the number of its send. */
function seenIn(log: PartitionLog): Suffered {
  const seen = new Set<string>();
  const newest = new Map<string, number>();
  let [duplicated, reordered] = [0, 0];
  for (const { key, value } of recordsBetween(log, 0, log.logEndOffset)) {
    if (value === null) continue;
    const text = decodeUtf8(value);
    const [producer, made] = text.split(/[ .]+/);
    if (seen.has(text)) {
      duplicated += 1;
      continue;
    }
    seen.add(text);
    if (key === null) continue;
    const name = `${producer}/${decodeUtf8(key)}`;
    const before = newest.get(name) ?? 0;
    if (Number(made) < before) reordered += 1;
    newest.set(name, Math.max(before, Number(made)));
  }
  return { duplicated, reordered };
}

/** Of every partition that has a leader whose broker runs; null when one has none. */
function seenInLogs(s: SimState): Suffered | null {
  const image = committedImage(s);
  if (!image.topics.has('orders')) return null;
  let total: Suffered = { duplicated: 0, reordered: 0 };
  for (const { name, partitions } of image.topics.values()) {
    if (name.startsWith('__')) continue;
    for (const [partition, { leader }] of partitions.entries()) {
      const key = replicaKey(s, Math.max(0, leader), name, partition);
      const log = s.logs.get(key);
      if (log === undefined || log.logStartOffset > 0 || s.replicas.get(key)?.role !== 'leader') return null;
      const seen = seenIn(log);
      total = { duplicated: total.duplicated + seen.duplicated, reordered: total.reordered + seen.reordered };
    }
  }
  return total;
}

/** The cluster with producers of such configs and logs that keep everything; commands that would change that are left out. */
function changed(origin: RunOrigin, configs: Readonly<Record<string, string>>): RunOrigin {
  const { topics, producers } = origin.setup;
  const setup: ClusterSetup = {
    ...origin.setup,
    topics: topics.map((topic) => ({
      ...topic,
      configs: { 'min.insync.replicas': topic.configs['min.insync.replicas'] ?? '1' },
    })),
    producers: producers.map((producer) => ({
      ...producer,
      ratePerSecond: 8,
      keys: { kind: 'users', count: 3 },
      configs: { ...configs, 'request.timeout.ms': '2000', 'delivery.timeout.ms': '60000', 'linger.ms': '100' },
    })),
  };
  const kept = origin.commands.filter(({ command }) => !leftOut.includes(command.do));
  // Whatever else happens, a broker stands still for longer than a producer waits.
  const pauses: TimedCommand[] = [
    { atUs: 20_000_000, command: { do: 'pause-broker', broker: 1 } },
    { atUs: 24_000_000, command: { do: 'resume-broker', broker: 1 } },
  ];
  return { ...origin, setup, commands: [...kept, ...pauses].sort((a, b) => a.atUs - b.atUs) };
}

const leftOut: readonly Command['do'][] = [
  'delete-topic',
  'add-producer',
  'change-producer',
  'alter-topic-config',
  'delete-records',
];

const seeds = Array.from({ length: 14 }, (_, at) => 3000 + at);

test('with idempotence nothing is duplicated or reordered, whatever happens to the cluster', {
  timeout: 120_000,
}, () => {
  for (const seed of seeds) {
    const { origin, troubleEndsUs } = scheduleFrom(seed);
    const run = openRun(changed(origin, { 'enable.idempotence': 'true', acks: 'all' }));
    advanceTo(run, troubleEndsUs);
    const { duplicated, reordered } = run.state.evidence;
    expect({ duplicated, reordered }, `seed ${seed}`).toEqual({ duplicated: 0, reordered: 0 });
  }
});

test.each(['5', '1'])(
  'without it and with %s in flight the books show what the logs hold',
  { timeout: 120_000 },
  (inFlight) => {
    const sum = { duplicated: 0, reordered: 0, looked: 0 };
    for (const seed of seeds) {
      const { origin, troubleEndsUs } = scheduleFrom(seed);
      const acks = seed % 2 === 0 ? 'all' : '1';
      const configs = { 'enable.idempotence': 'false', acks, 'max.in.flight.requests.per.connection': inFlight };
      const run = openRun(changed(origin, configs));
      advanceTo(run, troubleEndsUs);
      const { duplicated, reordered } = run.state.evidence;
      const seen = seenInLogs(run.state);
      if (seen === null) continue;
      expect({ duplicated, reordered }, `seed ${seed}`).toEqual(seen);
      sum.duplicated += duplicated;
      sum.reordered += reordered;
      sum.looked += 1;
    }
    expect(sum.looked).toBeGreaterThan(3);
    expect(sum.duplicated).toBeGreaterThan(0);
    if (inFlight === '1') expect(sum.reordered).toBe(0);
    else expect(sum.reordered).toBeGreaterThan(0);
  },
);
