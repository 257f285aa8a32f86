import { expect, test } from 'vitest';
import { actOn, advanceTo, openRun, stateHash } from './run.ts';
import { freezeNewestCheckpoint } from './testing/freeze.ts';
import { origin, seconds } from './testing/small-cluster.ts';

test('nothing writes to an entity that a checkpoint keeps', () => {
  const run = openRun(origin());
  const faults = new Map<number, Parameters<typeof actOn>[1]>([
    [15, { do: 'kill-broker', broker: 1 }],
    [32, { do: 'crash-consumer', member: 'billing-1' }],
    [40, { do: 'start-broker', broker: 1 }],
    [50, { do: 'stop-broker', broker: 2 }],
    [60, { do: 'power-off' }],
    [62, { do: 'power-on' }],
    [75, { do: 'add-partitions', topic: 'orders', total: 5 }],
  ]);
  for (let at = 0; at <= 90; at += 1) {
    advanceTo(run, seconds(at));
    const fault = faults.get(at);
    if (fault !== undefined) actOn(run, fault);
    freezeNewestCheckpoint(run);
  }
  const free = openRun(origin({ commands: run.commands }));
  advanceTo(free, seconds(90));
  expect(stateHash(run)).toBe(stateHash(free));
});
