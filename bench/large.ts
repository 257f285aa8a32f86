import { actOn, advanceTo, drainUpdates, eventCount, openRun, type Run, takeSnapshot } from '../src/sim/run.ts';
import { largeOrigin } from './load.ts';
import { secondsOf } from './measure.ts';
import { printTable, type Row, type Section } from './section.ts';

const spanSeconds = 20;

/** Wall seconds a simulated second, and events a wall second, of what comes next. */
function rowsFor(what: string, run: Run): Row[] {
  const [events, atUs] = [eventCount(run), run.state.nowUs];
  const wall = secondsOf(() => {
    for (let second = 1; second <= spanSeconds; second++) {
      advanceTo(run, atUs + second * 1_000_000);
      drainUpdates(run);
    }
  });
  return [
    { what: `${what}: wall time of a simulated second`, value: (1000 * wall) / spanSeconds, unit: 'ms' },
    { what: `${what}: events`, value: (eventCount(run) - events) / wall, unit: 'events/s' },
  ];
}

export const largeSection: Section = {
  name: 'large',
  title: '50 brokers, 2000 partitions with three replicas, nobody produces',
  run: async (print) => {
    const run = openRun(largeOrigin);
    advanceTo(run, 20_000_000);
    const rows = rowsFor('calm', run);
    actOn(run, { do: 'kill-broker', broker: 1 });
    rows.push(...rowsFor('a broker is killed and its leaders move', run));
    const led = takeSnapshot(run).partitions.every(({ leader }) => leader > 1);
    if (!led) throw new Error('every partition has another leader by now');
    actOn(run, { do: 'start-broker', broker: 1 });
    rows.push(...rowsFor('it returns and catches up', run));
    printTable(print, rows);
  },
};
