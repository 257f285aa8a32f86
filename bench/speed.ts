import { presets } from '../src/scenario/presets/index.ts';
import { advanceTo, drainUpdates, eventCount, openRun } from '../src/sim/run.ts';
import { secondsOf } from './measure.ts';
import { printTable, type Row, type Section } from './section.ts';

const simulatedSeconds = 1800;

/** Every preset for half an hour after its cluster has come up. */
export const speedSection: Section = {
  name: 'speed',
  title: 'Simulated seconds a wall second (aim: 1000 for the first preset)',
  run: async (print) => {
    const rows: Row[] = [];
    for (const { id, document } of presets) {
      const run = openRun(document);
      advanceTo(run, 60_000_000);
      const before = eventCount(run);
      const wall = secondsOf(() => {
        for (let second = 60; second <= 60 + simulatedSeconds; second += 10) {
          advanceTo(run, second * 1_000_000);
          drainUpdates(run);
        }
      });
      const events = (eventCount(run) - before) / wall;
      const note = `${Math.round(events / 1000)} thousand events a wall second`;
      rows.push({ what: id, value: simulatedSeconds / wall, unit: 'simulated s/s', note });
    }
    printTable(print, rows);
  },
};
