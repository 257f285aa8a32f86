import { expect, test } from 'vitest';
import { forgetRead, noteDelivered, noteProcessed } from './deliveries.ts';
import { noteAbandoned, notePassed } from './evidence/skipped.ts';
import { advanceTo, type Run } from './run.ts';
import { cluster, group, producer, seconds, topic } from './testing/small-cluster.ts';
import { evidenceCounts } from './view/evidence-views.ts';

/** orders-0 with some dozen records of two keys; a group that nobody has joined. */
function withRecords(keys: 1 | 2 = 2): Run {
  const run = cluster({
    topics: [topic({ partitions: 1 })],
    producers: [producer({ keys: { kind: 'users', count: keys } })],
    groups: [group(0)],
  });
  advanceTo(run, seconds(20));
  return run;
}

const at = { topic: 'orders', partition: 0 };

/** The member is handed these records and processes them. */
function read(run: Run, id: string, fromOffset: number, toOffset: number): void {
  noteDelivered(run.state, { group: 'billing', id }, { ...at, fromOffset, toOffset });
  noteProcessed(run.state, { group: 'billing', id }, { ...at, fromOffset, toOffset });
}

const entries = (run: Run, kind: 'processed-twice' | 'skipped' | 'out-of-order') =>
  (run.state.evidence.entries.get(kind) ?? []).map((it) => ('last' in it ? [it.first, it.last] : []));

test('what one member has processed and another processes again is processed twice', () => {
  const run = withRecords();
  read(run, 'a', 0, 9);
  read(run, 'b', 6, 12);
  expect(evidenceCounts(run.state)).toMatchObject({ processedTwice: 4, skipped: 0, outOfOrder: 0 });
  expect(entries(run, 'processed-twice')).toEqual([[6, 9]]);
  expect(run.state.evidence.entries.get('processed-twice')?.[0]).toMatchObject({ member: 'b', group: 'billing' });
});

test('what was handed to a member that died before it came to it is not processed twice', () => {
  const run = withRecords();
  noteDelivered(run.state, { group: 'billing', id: 'a' }, { ...at, fromOffset: 0, toOffset: 9 });
  noteProcessed(run.state, { group: 'billing', id: 'a' }, { ...at, fromOffset: 0, toOffset: 3 });
  read(run, 'b', 0, 9);
  expect(evidenceCounts(run.state)).toMatchObject({ processedTwice: 4, skipped: 0, outOfOrder: 0 });
});

test('what comes a third time is counted once more, and no more than that', () => {
  const run = withRecords();
  read(run, 'a', 0, 9);
  read(run, 'b', 6, 12);
  read(run, 'a', 5, 12);
  expect(evidenceCounts(run.state)).toMatchObject({ processedTwice: 4 + 8 });
});

test('what a group goes on behind is skipped, until somebody is handed it after all', () => {
  const run = withRecords();
  read(run, 'a', 0, 9);
  read(run, 'a', 20, 24);
  expect(evidenceCounts(run.state)).toMatchObject({ processedTwice: 0, skipped: 10 });
  expect(entries(run, 'skipped')).toEqual([[10, 19]]);
  read(run, 'b', 12, 21);
  expect(evidenceCounts(run.state)).toMatchObject({ processedTwice: 2, skipped: 2 });
  expect(entries(run, 'skipped')).toEqual([[10, 11]]);
});

/** A member is handed 0 to 9, processes them up to 3, and its process ends. */
function dies(run: Run): void {
  const reader = { group: 'billing', id: 'a' };
  noteDelivered(run.state, reader, { ...at, fromOffset: 0, toOffset: 9 });
  noteProcessed(run.state, reader, { ...at, fromOffset: 0, toOffset: 3 });
  noteAbandoned(run.state, reader, { ...at, fromOffset: 4, toOffset: 9 });
}

test('what a dead member had committed and not processed is skipped when the group goes on behind it', () => {
  const run = withRecords();
  dies(run);
  expect(evidenceCounts(run.state)).toMatchObject({ skipped: 0 });
  notePassed(run.state, { group: 'billing', id: 'b' }, at, 7);
  expect(entries(run, 'skipped')).toEqual([[4, 6]]);
  expect(run.state.evidence.entries.get('skipped')?.[0]).toMatchObject({ member: 'b', group: 'billing' });
  read(run, 'b', 7, 12);
  expect(evidenceCounts(run.state)).toMatchObject({ processedTwice: 0, skipped: 3 });
  read(run, 'b', 0, 12);
  expect(evidenceCounts(run.state)).toMatchObject({ skipped: 0 });
});

test('what a dead member left is not skipped when somebody is handed it', () => {
  const run = withRecords();
  dies(run);
  notePassed(run.state, { group: 'billing', id: 'b' }, at, 4);
  noteDelivered(run.state, { group: 'billing', id: 'b' }, { ...at, fromOffset: 4, toOffset: 12 });
  notePassed(run.state, { group: 'billing', id: 'c' }, at, 13);
  expect(evidenceCounts(run.state)).toMatchObject({ skipped: 0 });
  noteAbandoned(run.state, { group: 'billing', id: 'b' }, { ...at, fromOffset: 8, toOffset: 12 });
  notePassed(run.state, { group: 'billing', id: 'd' }, at, 13);
  expect(entries(run, 'skipped')).toEqual([[8, 12]]);
});

test('a group that begins anywhere has skipped nothing', () => {
  const run = withRecords();
  read(run, 'a', 15, 17);
  expect(evidenceCounts(run.state)).toMatchObject({ processedTwice: 0, skipped: 0, outOfOrder: 0 });
});

test('a record that was passed over comes out of its key’s order, those that come again do not', () => {
  const run = withRecords(1);
  read(run, 'a', 0, 4);
  read(run, 'a', 8, 9);
  read(run, 'b', 5, 9);
  expect(entries(run, 'out-of-order')).toEqual([
    [5, 5],
    [6, 6],
    [7, 7],
  ]);
  expect(run.state.evidence.entries.get('out-of-order')?.[0]).toMatchObject({ key: 'user-1', behind: 8, member: 'b' });
  expect(evidenceCounts(run.state)).toMatchObject({ outOfOrder: 3, processedTwice: 2, skipped: 0 });
});

test('after a leader without what was handed out its offsets are other records', () => {
  const run = withRecords();
  read(run, 'a', 0, 9);
  forgetRead(run.state, 'orders', 0, () => 6);
  read(run, 'a', 6, 9);
  expect(evidenceCounts(run.state)).toMatchObject({ processedTwice: 0, skipped: 0 });
  read(run, 'a', 4, 5);
  expect(evidenceCounts(run.state)).toMatchObject({ processedTwice: 2 });
});
