import { expect, test } from 'vitest';
import { group, origin, producer, seconds, setup, topic } from '../testing/small-cluster.ts';
import { fuzz } from './fuzz-run.ts';

test('an application that feeds on its own dead letters is closed when all is to become calm', () => {
  const letters = 'orders.DLT';
  const poison = {
    record: { by: 'key', text: 'user-1' },
    retries: 0,
    backoffMs: 0,
    giveUp: 'dead-letter',
    deadLetterTopic: letters,
  } as const;
  const feeding = setup({
    topics: [topic(), topic({ name: letters, partitions: 1 })],
    producers: [producer({ keys: { kind: 'users', count: 1 } })],
    groups: [group(2, { topics: ['orders', letters], application: { poison } })],
  });
  const schedule = { origin: origin({ setup: feeding }), troubleEndsUs: seconds(20), replayed: false };
  let sent = 0;
  const failure = fuzz(schedule, (run) => {
    const feeder = [...run.state.producers.values()].find(({ deadLettersOf }) => deadLettersOf !== null);
    sent = feeder?.producer.sent ?? 0;
  });
  expect(failure).toBeNull();
  expect(sent).toBeGreaterThan(20);
});
