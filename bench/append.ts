import { advanceTo, drainUpdates, nowUs, openRun } from '../src/sim/run.ts';
import { busyDocument, idleLoadRun, pourRecords, recordsAppended, valueBytes } from './load.ts';
import { secondsOf } from './measure.ts';
import { printTable, type Row, type Section } from './section.ts';

const records = 1_000_000;

/** Records a wall second of one client that is handed its records in bulk. */
function pouredPerSecond(): number {
  pourRecords(idleLoadRun(), records / 10, 200);
  const run = idleLoadRun();
  const before = recordsAppended(run);
  const seconds = secondsOf(() => pourRecords(run, records, 200));
  return (recordsAppended(run) - before) / seconds;
}

/** Records a wall second of the busiest document, its applications' timers included. */
function busyPerSecond(): number {
  const run = openRun(busyDocument());
  advanceTo(run, 15_000_000);
  const before = recordsAppended(run);
  const seconds = secondsOf(() => {
    for (let i = 0; i < 40; i++) {
      advanceTo(run, nowUs(run) + 500_000);
      drainUpdates(run);
    }
  });
  return (recordsAppended(run) - before) / seconds;
}

export const appendSection: Section = {
  name: 'append',
  title: `Records of ${valueBytes} bytes appended a wall second: 3 brokers, 6 partitions, 3 replicas, acks=all (Node)`,
  run: async (print) => {
    const poured = pouredPerSecond();
    const busy = busyPerSecond();
    const rows: Row[] = [
      { what: 'one client, send() called in bulk', value: poured, unit: 'records/s' },
      {
        what: 'twelve applications, a timer a record',
        value: busy,
        unit: 'records/s',
        ratioTo: 'one client, send() called in bulk',
      },
    ];
    printTable(print, rows);
  },
};
