import { expect, test } from 'vitest';
import { group, origin, producer, seconds, setup, topic } from '../testing/small-cluster.ts';
import { advanceTo, openRun } from '../timeline.ts';
import type { BrokenPromise } from './broken-promise.ts';
import { consumerPositions } from './consumer-positions.ts';
import { checkAfterEvent, createWatch } from './watch.ts';

test('a consumer that fails at once, in the poll that handed it records, has no positions to judge', () => {
  const poison = { record: { by: 'offset', every: 5 }, retries: 0, backoffMs: 0, giveUp: 'stop' } as const;
  const [member] = group(1).members;
  const billing = group(1, {
    configs: { 'enable.auto.commit': 'false' },
    application: { poison },
    ...(member && { members: [{ ...member, processingUs: 0 }] }),
  });
  const run = openRun(
    origin({
      setup: setup({
        topics: [topic({ partitions: 1 })],
        producers: [producer({ load: { kind: 'burst', records: 20, everyUs: seconds(3) } })],
        groups: [billing],
      }),
    }),
  );
  const watch = createWatch([consumerPositions]);
  const found: BrokenPromise[] = [];
  advanceTo(run, seconds(20), undefined, (s) => {
    const broken = checkAfterEvent(s, watch);
    if (broken !== null) found.push(broken);
  });
  expect(found).toEqual([]);
  const [failed] = run.state.consumers.values();
  expect(failed?.state).toBe('closed');
  expect(failed?.consumer.recordsConsumed).toBeGreaterThan(0);
});
