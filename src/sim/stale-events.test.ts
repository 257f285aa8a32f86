import { expect, test } from 'vitest';
import { advanceTo, eventCount, nowUs, openRun, stateHash, stepEvent } from './run.ts';
import { origin, producer, seconds, setup } from './testing/small-cluster.ts';

/** Every request of a producer sets a timer of 30 s that its answer cancels. */
const busy = origin({ setup: setup({ producers: [producer({ ratePerSecond: 200 })] }) });

test('cancelled timers and finished waits do not pile up in the queue', () => {
  const run = openRun(busy);
  advanceTo(run, seconds(25));
  expect(run.state.queue.length).toBeLessThan(1000);
  const { timers } = run.state;
  const live = run.state.queue.filter((e) => e.kind === 'timer' && timers.get(`${e.node}/${e.key}`)?.token === e.token);
  expect(live).toHaveLength(timers.size);
});

test('each step runs an event that was not cancelled, and ends where a jump ends', () => {
  const stepped = openRun(busy);
  advanceTo(stepped, seconds(14));
  for (let i = 0; i < 300; i++) {
    const before = eventCount(stepped);
    stepEvent(stepped);
    expect(eventCount(stepped)).toBeGreaterThan(before);
  }
  const jumped = openRun(busy);
  advanceTo(jumped, nowUs(stepped));
  expect(stateHash(stepped)).toBe(stateHash(jumped));
});

test('a run that is told to stop stands where a run that was sent there stands', () => {
  const stopped = openRun(origin());
  let asked = 0;
  advanceTo(stopped, seconds(60), () => ++asked === 9);
  expect(nowUs(stopped)).toBeLessThan(seconds(60));
  const sent = openRun(origin());
  advanceTo(sent, nowUs(stopped));
  expect(stateHash(stopped)).toBe(stateHash(sent));
});
