import { expect, test } from 'vitest';
import { metadataKey } from '../broker/metadata-listener.ts';
import { activeController } from '../controller/active-controller.ts';
import { advanceTo, openRun } from '../run.ts';
import { ownBroker, ownController, ownLog, type SimState } from '../state.ts';
import { origin, seconds, setup } from '../testing/small-cluster.ts';
import { checkers } from './registry.ts';
import { checkAfterAct, createWatch, type Watch } from './watch.ts';

/** A healthy cluster of three controllers that one check has watched. */
function watched(name: string): { s: SimState; watch: Watch } {
  const only = checkers.filter((checker) => checker.name === name);
  const run = openRun(origin({ setup: setup({ controllerIds: [100, 101, 102] }) }));
  advanceTo(run, seconds(15));
  const watch = createWatch(only);
  expect(checkAfterAct(run.state, watch)).toBeNull();
  return { s: run.state, watch };
}

const follower = (s: SimState): number => [...s.controllers.keys()].find((id) => id !== activeController(s).id) ?? -1;

/** Each breaks one promise by hand; the name is the check that must see it. */
const breaks: readonly (readonly [string, string, (s: SimState) => void])[] = [
  ['K1', 'quorum epochs', (s) => (ownController(s, follower(s)).raft.epoch -= 1)],
  [
    'K2',
    'one quorum leader an epoch',
    (s) => {
      const { raft } = ownController(s, follower(s));
      raft.role = activeController(s).raft.role;
    },
  ],
  ['K3', 'one vote an epoch', (s) => (ownController(s, activeController(s).id).raft.votedId = follower(s))],
  [
    'K4',
    'quorum high watermark',
    (s) => {
      for (const id of s.controllers.keys()) {
        if (id !== activeController(s).id) ownLog(s, metadataKey(s, id)).logEndOffset -= 1;
      }
    },
  ],
  ['K5', 'committed metadata', (s) => (ownLog(s, metadataKey(s, follower(s))).logEndOffset -= 1)],
  [
    'K6',
    'quorum completeness',
    (s) => {
      ownLog(s, metadataKey(s, activeController(s).id)).logEndOffset -= 1;
    },
  ],
  [
    'K9',
    'applied metadata',
    (s) => {
      const broker = ownBroker(s, 1);
      broker.image = { ...broker.image, offset: broker.image.offset + 10 };
    },
  ],
  ['K7', 'metadata snapshots', (s) => (ownLog(s, metadataKey(s, 1)).logStartOffset = 1)],
];

test.each(breaks)('%s, %s: seen to be broken', (_, promise, breakIt) => {
  const { s, watch } = watched(promise);
  breakIt(s);
  expect(checkAfterAct(s, watch)?.promise).toBe(promise);
});
