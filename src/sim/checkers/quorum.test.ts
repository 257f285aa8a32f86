import { expect, test } from 'vitest';
import { metadataKey } from '../broker/metadata-listener.ts';
import { activeController } from '../controller/active-controller.ts';
import { advanceTo, openRun } from '../run.ts';
import { ownBroker, ownController, ownLog, type SimState } from '../state.ts';
import { origin, seconds, setup } from '../testing/small-cluster.ts';
import { committedImage } from '../view/committed-image.ts';
import { checkBrokerEpochs, createBrokerEpochsSeen } from './broker-epochs.ts';
import { checkQuorum, createQuorumSeen } from './quorum.ts';

/** A healthy cluster of three controllers that the checks have watched. */
function watched(): { s: SimState; seen: ReturnType<typeof createQuorumSeen> } {
  const run = openRun(origin({ setup: setup({ controllerIds: [100, 101, 102] }) }));
  advanceTo(run, seconds(15));
  const seen = createQuorumSeen();
  expect(checkQuorum(run.state, seen)).toBeNull();
  return { s: run.state, seen };
}

const follower = (s: SimState): number => [...s.controllers.keys()].find((id) => id !== activeController(s).id) ?? -1;

/** Each breaks one promise by hand; the name is the check that must see it. */
const breaks: readonly (readonly [string, (s: SimState) => void])[] = [
  ['K1 quorum epochs', (s) => (ownController(s, follower(s)).raft.epoch -= 1)],
  [
    'K2 one quorum leader an epoch',
    (s) => {
      const { raft } = ownController(s, follower(s));
      raft.role = activeController(s).raft.role;
    },
  ],
  ['K3 one vote an epoch', (s) => (ownController(s, activeController(s).id).raft.votedId = follower(s))],
  [
    'K4 quorum high watermark',
    (s) => {
      for (const id of s.controllers.keys()) {
        if (id !== activeController(s).id) ownLog(s, metadataKey(s, id)).logEndOffset -= 1;
      }
    },
  ],
  [
    'K5 committed metadata',
    (s) => {
      const id = follower(s);
      ownLog(s, metadataKey(s, id)).logEndOffset -= 1;
    },
  ],
  [
    'K9 applied metadata',
    (s) => {
      const broker = ownBroker(s, 1);
      broker.image = { ...broker.image, offset: broker.image.offset + 10 };
    },
  ],
  [
    'K7 metadata snapshots',
    (s) => {
      ownLog(s, metadataKey(s, 1)).logStartOffset = 1;
    },
  ],
];

test.each(breaks)('%s is seen to be broken', (promise, breakIt) => {
  const { s, seen } = watched();
  breakIt(s);
  expect(checkQuorum(s, seen)?.promise).toBe(promise);
});

test('K6: a leader that lacks what was committed is seen', () => {
  const { s, seen } = watched();
  seen.commits.end += 1;
  expect(checkQuorum(s, seen)?.promise).toBe('K6 quorum completeness');
});

test('K10: an epoch that two brokers got, or that fell, is seen', () => {
  const { s } = watched();
  const seen = createBrokerEpochsSeen();
  const image = committedImage(s);
  expect(checkBrokerEpochs(image, seen)).toBeNull();
  const [one, two] = [...image.brokers.values()];
  if (one === undefined || two === undefined) throw new Error('there are brokers');
  const with1 = (epoch: number) => ({ ...image, brokers: new Map(image.brokers).set(one.id, { ...one, epoch }) });
  expect(checkBrokerEpochs(with1(two.epoch), seen)?.promise).toBe('K10 broker epochs');
  expect(checkBrokerEpochs(with1(0), seen)?.promise).toBe('K10 broker epochs');
});
