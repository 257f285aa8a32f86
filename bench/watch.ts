import { checkAfterAct, checkAfterEvent, createWatch } from '../src/sim/checkers/watch.ts';
import { actOn, advanceTo, drainUpdates, eventCount, nowUs, type Observer, openRun, type Run } from '../src/sim/run.ts';
import type { ClusterSetup } from '../src/sim/setup.ts';
import { secondsOf } from './measure.ts';
import { printTable, type Section } from './section.ts';

const topics = 40;
const partitions = 50;
const brokers = 50;

/** 50 brokers in five racks, 2 000 partitions with three replicas, ten applications that send. */
function largeSetup(): ClusterSetup {
  const name = (at: number): string => `topic-${at}`;
  return {
    brokers: Array.from({ length: brokers }, (_, at) => ({ id: at + 1, rack: `rack-${at % 5}` })),
    controllerId: 100,
    network: { latencyUs: 5_000, jitterUs: 2_000, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
    brokerConfigs: { 'metadata.max.idle.interval.ms': '0' },
    topics: Array.from({ length: topics }, (_, at) => ({
      name: name(at),
      partitions,
      replicationFactor: 3,
      configs: { 'min.insync.replicas': '2' },
    })),
    producers: Array.from({ length: 10 }, (_, at) => ({
      id: `app-${at}`,
      topic: name(at),
      ratePerSecond: 50,
      keys: { kind: 'users' as const, count: 200 },
      valueBytes: 100,
      configs: { acks: 'all', 'enable.idempotence': 'false' },
    })),
    groups: [],
  };
}

/** A broker fails after five seconds and comes back after fifteen. */
function play(run: Run, observe: Observer | null): void {
  const second = 1_000_000;
  const start = nowUs(run);
  for (let at = 1; at <= 25; at++) {
    if (at === 5) actOn(run, { do: 'kill-broker', broker: 7 }, observe);
    if (at === 15) actOn(run, { do: 'start-broker', broker: 7 }, observe);
    advanceTo(run, start + at * second, undefined, observe);
    drainUpdates(run);
  }
}

function readyRun(): Run {
  const run = openRun({ seed: 1, startTimeMs: 1_767_603_600_000, setup: largeSetup(), commands: [] });
  advanceTo(run, 20_000_000);
  return run;
}

/** What watching every promise after every event costs. */
export const watchSection: Section = {
  name: 'watch',
  title: `Watching every promise: ${brokers} brokers, ${topics * partitions} partitions, a broker fails and returns`,
  run: async (print) => {
    const bare = readyRun();
    const first = eventCount(bare);
    const unwatched = secondsOf(() => play(bare, null));
    const events = eventCount(bare) - first;
    const run = readyRun();
    const watch = createWatch();
    let broken = checkAfterAct(run.state, watch);
    const watched = secondsOf(() => {
      play(run, (s, after) => {
        broken ??= after === 'event' ? checkAfterEvent(s, watch) : checkAfterAct(s, watch);
      });
    });
    if (broken !== null) throw new Error(`${broken.promise}: ${broken.detail}`);
    const micros = (seconds: number): number => (seconds / events) * 1e6;
    printTable(print, [
      { what: 'without', value: micros(unwatched), unit: 'µs an event', note: `${events} events` },
      { what: 'watched', value: micros(watched), unit: 'µs an event', ratioTo: 'without' },
    ]);
  },
};
