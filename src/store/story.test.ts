import { expect, test } from 'vitest';
import type { Update } from '../sim/update.ts';
import { emptyStory, headlineOf, seekTellsFromUs, tellEarlier, tellStory, undoTellsFromUs } from './story.ts';

const fenced = (atUs: number): Update => ({ kind: 'broker-fenced', broker: 1, reason: 'session-expired', atUs });
const rolled = (atUs: number): Update => ({
  kind: 'segment-rolled',
  broker: 1,
  topic: 'orders',
  partition: 0,
  baseOffset: 10,
  atUs,
});
const times = (story: { readonly entries: readonly { readonly update: Update }[] }) =>
  story.entries.map(({ update }) => update.atUs);

test('what happens is told in order, and everyday events stand aside', () => {
  const story = tellStory(emptyStory, [fenced(1), rolled(2), fenced(3)], 10, null);
  expect(times(story)).toEqual([1, 3]);
  expect(story.everyday?.update.atUs).toBe(2);
});

test('going back takes away what has not happened yet', () => {
  const story = tellStory(emptyStory, [fenced(1), fenced(5), rolled(6)], 10, null);
  const back = tellStory(story, [], 3, seekTellsFromUs(story, 10, 3));
  expect(times(back)).toEqual([1]);
  expect(back.everyday).toBeNull();
});

test('a replay tells nothing twice', () => {
  const story = tellStory(emptyStory, [fenced(1), fenced(5)], 5, null);
  const on = tellStory(story, [fenced(1), fenced(5), fenced(7)], 10, seekTellsFromUs(story, 5, 10));
  expect(times(on)).toEqual([1, 5, 7]);
});

test('undoing an act takes back what it led to and tells what happens without it', () => {
  const story = tellStory(emptyStory, [fenced(1), fenced(5), fenced(7)], 10, null);
  expect(times(tellStory(story, [fenced(6)], 10, 4))).toEqual([1, 6]);
});

test('only the last 200 are kept', () => {
  const many = Array.from({ length: 300 }, (_, index) => fenced(index));
  expect(times(tellStory(emptyStory, many, 1000, null))).toHaveLength(200);
});

test('the most telling of the events that belong together is the headline', () => {
  const elected: Update = {
    kind: 'leader-elected',
    topic: 'orders',
    partition: 0,
    leader: 2,
    previousLeader: 1,
    leaderEpoch: 1,
    reason: 'session-expired',
    from: 'isr',
    causedBy: 1,
    atUs: 9_000_000,
  };
  const isr: Update = {
    kind: 'isr-changed',
    topic: 'orders',
    partition: 1,
    before: [1, 2],
    after: [2],
    by: 'controller',
    minInsyncReplicas: 1,
    atUs: 9_000_000,
  };
  const story = tellStory(emptyStory, [fenced(9_000_000), elected, isr], 9_000_000, null);
  expect(headlineOf(story)?.update).toBe(elected);
});

test('a power failure is told once, not for every broker', () => {
  const off: Update = { kind: 'powered-off', atUs: 4 };
  const killed: Update = { kind: 'broker-lost-power', broker: 1, atUs: 4 };
  expect(tellStory(emptyStory, [off, killed], 4, null).entries.map(({ update }) => update)).toEqual([off]);
});

test('what happened before a reload is told afterwards, once', () => {
  const resumed = { ...emptyStory, untoldToUs: 10 };
  expect(seekTellsFromUs(resumed, 10, 12)).toBe(11);
  const on = tellStory(resumed, [fenced(12)], 12, null);
  const told = tellEarlier(on, [fenced(1), rolled(2), fenced(10)], 10);
  expect(times(told)).toEqual([1, 10, 12]);
  expect(new Set(told.entries.map(({ id }) => id)).size).toBe(3);
  expect(told.untoldToUs).toBeNull();
});

test('a replay from the beginning tells all of it', () => {
  const resumed = tellStory({ ...emptyStory, untoldToUs: 10 }, [fenced(12)], 12, null);
  const back = tellStory(resumed, [fenced(1), fenced(5)], 5, 0);
  expect(times(back)).toEqual([1, 5]);
  expect(back.untoldToUs).toBeNull();
});

test('back to before a reload all is told, also where nothing had happened yet', () => {
  const resumed = { ...emptyStory, untoldToUs: 10 };
  expect(seekTellsFromUs(resumed, 10, 0)).toBe(0);
  expect(undoTellsFromUs(resumed, 10)).toBe(0);
  expect(tellStory(resumed, [], 0, 0).untoldToUs).toBeNull();
});

test('where it stands, or after it, nothing of before is told', () => {
  const resumed = tellStory({ ...emptyStory, untoldToUs: 10 }, [fenced(12)], 14, null);
  expect(seekTellsFromUs({ ...emptyStory, untoldToUs: 10 }, 10, 10)).toBe(11);
  expect(seekTellsFromUs(resumed, 14, 11)).toBe(13);
  expect(undoTellsFromUs(resumed, 12)).toBe(12);
  expect(tellStory(resumed, [], 11, 13).untoldToUs).toBe(10);
});
