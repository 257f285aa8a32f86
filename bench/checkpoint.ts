import { firstPreset } from '../src/scenario/presets/index.ts';
import { takeCheckpoint } from '../src/sim/checkpoint.ts';
import { advanceTo, openRun, type Run } from '../src/sim/run.ts';
import { largeOrigin } from './load.ts';
import { quantile, secondsOf, timesOf } from './measure.ts';
import { printTable, type Row, type Section } from './section.ts';

/** Checkpoints one after another, as the timeline takes them every five simulated seconds. */
function rowsFor(what: string, run: Run): Row[] {
  const taken = timesOf(300, () => {
    run.cow += 1;
    takeCheckpoint(run.state, run.cow);
  });
  const note = `${run.state.replicas.size} replicas, ${run.state.logs.size} logs`;
  return [
    { what: `${what}, median`, value: quantile(taken, 0.5), unit: 'ms', note },
    { what: `${what}, 99 of 100`, value: quantile(taken, 0.99), unit: 'ms' },
  ];
}

export const checkpointSection: Section = {
  name: 'checkpoint',
  title: 'A checkpoint (aims: the first preset under 1 ms, 6000 replicas under 10 ms)',
  run: async (print) => {
    const small = openRun(firstPreset.document);
    advanceTo(small, 60_000_000);
    const rows = rowsFor('first preset', small);
    const big = openRun(largeOrigin);
    const wall = secondsOf(() => advanceTo(big, 20_000_000));
    rows.push(...rowsFor('2000 partitions', big));
    rows.push({ what: '2000 partitions, first 20 s of the run', value: wall, unit: 's' });
    printTable(print, rows);
  },
};
