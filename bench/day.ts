import { logSizeInBytes } from '../src/kafka/log/partition-log.ts';
import { firstPreset } from '../src/scenario/presets/index.ts';
import { byteBudget } from '../src/sim/byte-budget.ts';
import { advanceTo, drainUpdates, memoryHeld, openRun, type Run } from '../src/sim/run.ts';
import { bytesInUse } from './measure.ts';
import type { Section } from './section.ts';

const hours = 24;
const everyHours = 4;
const hourUs = 3_600_000_000;

/** Bytes on all simulated disks by topic. */
function bytesOnDisks(run: Run): string {
  const byTopic = new Map<string, number>();
  for (const log of run.state.logs.values()) {
    byTopic.set(log.topic, (byTopic.get(log.topic) ?? 0) + logSizeInBytes(log));
  }
  return [...byTopic].map(([topic, bytes]) => `${topic} ${mib(bytes)}`).join(', ');
}

const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

export const daySection: Section = {
  name: 'day',
  title: `Memory of the first preset over a simulated day, MiB (budget of logs and checkpoints: ${mib(byteBudget)})`,
  run: async (print) => {
    const empty = bytesInUse();
    const run = openRun(firstPreset.document);
    print('  hour   heap  buffers  logs held  checkpoints held  number  on disks');
    for (let hour = 0; hour <= hours; hour += everyHours) {
      for (let at = run.state.nowUs; at < hour * hourUs; at += hourUs / 60) {
        advanceTo(run, Math.min(at + hourUs / 60, hour * hourUs));
        drainUpdates(run);
      }
      const { heap, buffers } = bytesInUse();
      const held = memoryHeld(run);
      const columns = [
        String(hour).padStart(4),
        mib(heap - empty.heap).padStart(6),
        mib(buffers - empty.buffers).padStart(8),
        mib(held.logs).padStart(10),
        mib(held.checkpoints).padStart(17),
        String(run.checkpoints.length).padStart(7),
        bytesOnDisks(run),
      ];
      print(`  ${columns.join(' ')}`);
    }
  },
};
