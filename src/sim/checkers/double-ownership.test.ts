import { expect, test } from 'vitest';
import { advanceTo, openRun } from '../run.ts';
import { ownConsumer } from '../state.ts';
import { group, origin, seconds, setup } from '../testing/small-cluster.ts';
import { doubleOwnership } from './double-ownership.ts';
import { currentGroup } from './seen/current-group.ts';
import { checkAfterAct, createWatch } from './watch.ts';

/** A stable group of two; the first member takes what the second holds, being that many generations ahead of the coordinator. */
function taking({ generationsAhead }: { readonly generationsAhead: number }): string | null {
  const run = openRun(origin({ setup: setup({ groups: [group(2)] }) }));
  advanceTo(run, seconds(30));
  const s = run.state;
  const watch = createWatch([doubleOwnership]);
  expect(currentGroup(s, 'billing')?.state).toBe('Stable');
  expect(checkAfterAct(s, watch)).toBeNull();
  const [one = -1, other = -1] = [...s.consumers.keys()];
  const { consumer } = ownConsumer(s, one);
  const membership = { ...consumer.membership };
  membership.completedGenerationId += generationsAhead;
  const held = [...consumer.partitions, ...ownConsumer(s, other).consumer.partitions];
  ownConsumer(s, one).consumer = { ...consumer, membership, partitions: new Map(held) };
  return checkAfterAct(s, watch)?.detail ?? null;
}

test('two members that hold the same partition are seen', () => {
  expect(taking({ generationsAhead: 0 })).toContain('both hold orders-');
});

test('a member of a generation that the coordinator has lost with its disk has yet to hear of it', () => {
  expect(taking({ generationsAhead: 1 })).toBeNull();
});
