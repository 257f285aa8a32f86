import { expect, test } from 'vitest';
import { nextBelow, seedPrng } from '../../base/prng.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import { readRecords } from '../record/record-batch.ts';
import { crash, leaderOf, run, start, stop, type ToyQuorum, toyQuorum, write } from './testing/toy-quorum.ts';

const second = 1_000_000;

/** Offset by offset, the epoch and the value of what a log holds. */
function contents(log: PartitionLog): string[] {
  return log.segments.flatMap((segment) =>
    segment.batches
      .slice(0, segment.length)
      .flatMap((batch) =>
        readRecords(batch).map((record) => `${batch.partitionLeaderEpoch}:${[...(record.value ?? [])].join(' ')}`),
      ),
  );
}

const committed = (quorum: ToyQuorum, id: number): string[] => {
  const voter = quorum.voters.get(id);
  return voter === undefined ? [] : contents(voter.log).slice(0, Math.max(0, voter.node.highWatermark));
};

/** Looks at every step of every voter; throws at the first broken promise. */
function watcher(): (quorum: ToyQuorum, id: number) => void {
  const leaders = new Map<number, number>();
  const votes = new Map<string, number>();
  const epochs = new Map<number, number>();
  let truth: string[] = [];
  let leaderWatermark = 0;
  const looked = new Map<number, number>();
  return (quorum, id) => {
    const voter = quorum.voters.get(id);
    if (voter === undefined) return;
    const { node } = voter;
    if (node.epoch < (epochs.get(id) ?? 0)) throw new Error(`epoch of ${id} went back`);
    epochs.set(id, node.epoch);
    if (node.stored.leaderEpoch !== node.epoch || node.stored.votedId !== node.votedId) throw new Error('not stored');
    const vote = `${id}/${node.epoch}`;
    if (node.votedId >= 0) {
      if ((votes.get(vote) ?? node.votedId) !== node.votedId) throw new Error(`voter ${vote} voted twice`);
      votes.set(vote, node.votedId);
    }
    if (node.role.kind === 'leader') {
      if ((leaders.get(node.epoch) ?? id) !== id) throw new Error(`two leaders in epoch ${node.epoch}`);
      leaders.set(node.epoch, id);
      if (node.highWatermark >= 0) {
        if (node.highWatermark < leaderWatermark && leaderOf(quorum) === id)
          throw new Error('high watermark went back');
        leaderWatermark = Math.max(leaderWatermark, node.highWatermark);
      }
    }
    if (looked.get(id) === node.highWatermark) return;
    looked.set(id, node.highWatermark);
    const now = committed(quorum, id);
    const longer = now.length > truth.length ? now : truth;
    for (const [offset, record] of (now.length > truth.length ? truth : now).entries()) {
      if (longer[offset] !== record) throw new Error(`offset ${offset} is committed twice, on ${id}`);
    }
    truth = longer;
  };
}

test('a quorum of one leads at once, in the epoch after the last', () => {
  const quorum = toyQuorum(1, 1);
  expect(leaderOf(quorum)).toBe(1);
  expect(quorum.voters.get(1)?.node).toMatchObject({ epoch: 1, highWatermark: 1 });
  crash(quorum, 1);
  start(quorum, 1);
  expect(quorum.voters.get(1)?.node).toMatchObject({ epoch: 2, highWatermark: 2 });
});

test('three voters elect one leader, and what it writes is committed on all', () => {
  const quorum = toyQuorum(3, 2, watcher());
  run(quorum, 5 * second);
  expect(leaderOf(quorum)).not.toBeNull();
  expect(write(quorum, 'a')).toBe(true);
  run(quorum, second);
  expect([1, 2, 3].map((id) => committed(quorum, id).length)).toEqual([2, 2, 2]);
});

test('when the leader dies another is elected after the fetch timeout', () => {
  const quorum = toyQuorum(3, 3, watcher());
  run(quorum, 5 * second);
  const first = leaderOf(quorum) ?? 0;
  crash(quorum, first);
  run(quorum, second);
  expect(leaderOf(quorum)).toBeNull();
  run(quorum, 5 * second);
  expect(leaderOf(quorum)).not.toBeNull();
  start(quorum, first);
  run(quorum, second);
  expect(quorum.voters.get(first)?.node.role.kind).toBe('follower');
});

test('a leader that is asked to stop hands over before any fetch timeout', () => {
  const quorum = toyQuorum(3, 4, watcher());
  run(quorum, 5 * second);
  const first = leaderOf(quorum) ?? 0;
  stop(quorum, first);
  run(quorum, 200_000);
  expect(leaderOf(quorum)).not.toBe(first);
  expect(leaderOf(quorum)).not.toBeNull();
  expect(quorum.voters.get(first)?.up).toBe(false);
});

test('a leader without a majority resigns, and nothing more is committed', () => {
  const quorum = toyQuorum(3, 5, watcher());
  run(quorum, 5 * second);
  const leader = leaderOf(quorum) ?? 0;
  const before = quorum.voters.get(leader)?.node.highWatermark;
  for (const id of quorum.voters.keys()) if (id !== leader) crash(quorum, id);
  write(quorum, 'lost?');
  run(quorum, 2 * second);
  expect(leaderOf(quorum)).toBe(leader);
  run(quorum, 2 * second);
  expect(leaderOf(quorum)).toBeNull();
  expect(quorum.voters.get(leader)?.node.highWatermark).toBe(before);
});

test('a voter that was cut off does not push a leader out when it returns (KIP-996)', () => {
  const quorum = toyQuorum(3, 6, watcher());
  run(quorum, 5 * second);
  const leader = leaderOf(quorum) ?? 0;
  const away = (leader % 3) + 1;
  const others = [1, 2, 3].filter((id) => id !== away);
  for (const id of others) quorum.cut.add(`${away}>${id}`).add(`${id}>${away}`);
  run(quorum, 20 * second);
  const epoch = quorum.voters.get(leader)?.node.epoch;
  expect(quorum.voters.get(away)?.node.epoch).toBe(epoch);
  quorum.cut.clear();
  run(quorum, 5 * second);
  expect(leaderOf(quorum)).toBe(leader);
  expect(quorum.voters.get(leader)?.node.epoch).toBe(epoch);
});

test.each(Array.from({ length: 40 }, (_, seed) => seed))(
  'under crashes, cuts and loss no promise of the quorum breaks, and it recovers (seed %i)',
  (seed) => {
    const dice = seedPrng(seed * 7919 + 1);
    const size = seed % 3 === 0 ? 5 : 3;
    const quorum = toyQuorum(size, seed, watcher());
    const any = (): number => 1 + nextBelow(dice, size);
    for (let act = 0; act < 40; act++) {
      const acts = [
        () => crash(quorum, any()),
        () => start(quorum, any()),
        () => start(quorum, any()),
        () => stop(quorum, any()),
        () => quorum.cut.add(`${any()}>${any()}`),
        () => quorum.cut.clear(),
        () => write(quorum, `v${act}`),
        () => write(quorum, `v${act}`),
        () => {
          quorum.lossPercent = nextBelow(dice, 3) * 10;
        },
      ];
      acts[nextBelow(dice, acts.length)]?.();
      run(quorum, nextBelow(dice, 4) === 0 ? nextBelow(dice, 5 * second) : nextBelow(dice, second / 4));
    }
    quorum.cut.clear();
    quorum.lossPercent = 0;
    run(quorum, 6 * second);
    for (const id of quorum.voters.keys()) start(quorum, id);
    run(quorum, 30 * second);
    expect(write(quorum, 'last')).toBe(true);
    run(quorum, second);
    const logs = [...quorum.voters.keys()].map((id) => committed(quorum, id));
    for (const log of logs) expect(log).toEqual(logs[0]);
    expect(logs[0]?.length).toBe(quorum.voters.get(1)?.log.logEndOffset);
  },
);
