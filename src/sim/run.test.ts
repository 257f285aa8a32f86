import { expect, test } from 'vitest';
import type { TimedCommand } from './command.ts';
import {
  actOn,
  advanceTo,
  nowUs,
  openRun,
  runCommands,
  seekTo,
  stateHash,
  stepEvent,
  takeSnapshot,
  undoLast,
} from './run.ts';
import { cluster, origin, seconds } from './testing/small-cluster.ts';

const faults: TimedCommand[] = [
  { atUs: seconds(12), command: { do: 'kill-broker', broker: 1 } },
  {
    atUs: seconds(14),
    command: { do: 'produce-record', topic: 'orders', partition: null, key: 'k', value: 'v', acks: '1' },
  },
  { atUs: seconds(30), command: { do: 'start-broker', broker: 1 } },
  { atUs: seconds(33), command: { do: 'add-consumer', group: 'billing', member: 'billing-3', processingUs: 5000 } },
];

test('the same seed, setup and commands give the same hash', () => {
  const hashes = [1, 2].map(() => {
    const run = openRun(origin({ commands: faults }));
    advanceTo(run, seconds(45));
    return stateHash(run);
  });
  expect(hashes[0]).toBe(hashes[1]);
});

test('another seed gives another hash', () => {
  const [a, b] = [7, 8].map((seed) => {
    const run = openRun(origin({ seed, commands: faults }));
    advanceTo(run, seconds(20));
    return stateHash(run);
  });
  expect(a).not.toBe(b);
});

test('how the way is cut into steps does not matter', () => {
  const whole = openRun(origin({ commands: faults }));
  advanceTo(whole, seconds(40));
  const steps = openRun(origin({ commands: faults }));
  for (let at = 0; at <= 40; at += 0.37) advanceTo(steps, seconds(at));
  advanceTo(steps, seconds(40));
  expect(stateHash(steps)).toBe(stateHash(whole));
});

test('acts given live and the same acts in the document give the same hash', () => {
  const live = cluster();
  for (const { atUs, command } of faults) {
    advanceTo(live, atUs);
    actOn(live, command);
  }
  advanceTo(live, seconds(45));
  const replayed = openRun(origin({ commands: faults }));
  advanceTo(replayed, seconds(45));
  expect(runCommands(live)).toEqual(faults);
  expect(stateHash(live)).toBe(stateHash(replayed));
});

test('going back and on again gives the same hash, from any checkpoint', () => {
  const run = openRun(origin({ commands: faults }));
  advanceTo(run, seconds(45));
  const end = stateHash(run);
  for (const back of [44, 31, 13.5, 12, 4, 0]) {
    seekTo(run, seconds(back));
    expect(nowUs(run)).toBe(seconds(back));
    seekTo(run, seconds(45));
    expect(stateHash(run)).toBe(end);
  }
});

test('an act in the past gives up what came after it', () => {
  const run = openRun(origin({ commands: faults }));
  advanceTo(run, seconds(45));
  seekTo(run, seconds(20));
  actOn(run, { do: 'kill-broker', broker: 2 });
  expect(runCommands(run).map(({ command }) => command.do)).toEqual(['kill-broker', 'produce-record', 'kill-broker']);
});

test('undo takes the last act back as if it had never been', () => {
  const run = cluster();
  advanceTo(run, seconds(20));
  actOn(run, { do: 'kill-broker', broker: 1 });
  advanceTo(run, seconds(40));
  expect(undoLast(run)).toBe(true);
  const plain = cluster();
  advanceTo(plain, seconds(40));
  expect(stateHash(run)).toBe(stateHash(plain));
  expect(undoLast(run)).toBe(false);
});

test('a step goes to the next moment at which something happens', () => {
  const run = cluster();
  advanceTo(run, seconds(5));
  const before = nowUs(run);
  stepEvent(run);
  expect(nowUs(run)).toBeGreaterThan(before);
  const moment = nowUs(run);
  const hash = stateHash(run);
  advanceTo(run, moment);
  expect(stateHash(run)).toBe(hash);
});

test('an impossible act is refused and changes nothing but the list of acts', () => {
  const run = cluster();
  advanceTo(run, seconds(10));
  const hash = stateHash(run);
  actOn(run, { do: 'start-broker', broker: 1 });
  expect(stateHash(run)).toBe(hash);
  expect(run.state.updates.at(-1)).toMatchObject({ kind: 'refused', error: 'INVALID_REQUEST' });
});

test('a snapshot can be cloned to another thread', () => {
  const run = cluster();
  advanceTo(run, seconds(15));
  const snapshot = takeSnapshot(run);
  expect(structuredClone(snapshot)).toEqual(snapshot);
});
