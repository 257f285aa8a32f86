import { expect, test } from 'vitest';
import { advanceTo, openRun } from '../../run.ts';
import { replicaKey } from '../../state.ts';
import { origin, seconds, setup } from '../../testing/small-cluster.ts';
import { committedImage } from '../../view/committed-image.ts';
import { changesOn, replicaNotes } from './replica-notes.ts';

test('a log that goes in the first event after an act is seen to be gone', () => {
  const run = openRun(origin({ setup: setup() }));
  advanceTo(run, seconds(15));
  const s = run.state;
  const image = committedImage(s);
  const notes = replicaNotes();
  // An act may have touched anything: everything is looked at.
  changesOn(s, notes, image, null, null, []);
  const key = replicaKey(s, 2, 'orders', 0);
  s.logs.delete(key);
  const changes = changesOn(s, notes, image, 2, null, []);
  expect(changes.map((change) => [change.key, change.log])).toEqual([[key, null]]);
});
