import { expect, test } from 'vitest';
import { newPartition } from './assignment.ts';
import { positionText } from './fetch-position.ts';
import type { AssignedPartition } from './state.ts';
import { maybeValidatePosition, positionOf, seekUnvalidated, validationOf } from './validate-position.ts';

const leader = (leaderEpoch: number, id = 1) => ({ leader: id, leaderEpoch });
const noLeader = (leaderEpoch: number) => leader(leaderEpoch, -1);

/** Read up to offset 10, the last record of epoch 3, from the leader of epoch 3. */
function reading(offsetEpoch = 3): AssignedPartition {
  const assigned = newPartition('t', 0);
  Object.assign(assigned, { state: 'FETCHING', position: 10, offsetEpoch, currentLeader: leader(3) });
  return assigned;
}

function awaiting(): AssignedPartition {
  const assigned = reading();
  maybeValidatePosition(assigned, leader(4, 2));
  return assigned;
}

test('another leader or another epoch makes a position one to be validated', () => {
  for (const next of [leader(4), leader(4, 2), leader(3, 2)]) {
    const assigned = { ...reading(), preferredReadReplica: { node: 3, expiresUs: 1 }, nextRetryUs: 5 };
    maybeValidatePosition(assigned, next);
    expect(assigned).toMatchObject({ state: 'AWAIT_VALIDATION', position: 10, currentLeader: next, nextRetryUs: 0 });
    expect(assigned.preferredReadReplica).toBeUndefined();
  }
});

test('the same leader, none, or no position: nothing to validate', () => {
  for (const same of [leader(3), noLeader(4)]) {
    const assigned = reading();
    maybeValidatePosition(assigned, same);
    expect(assigned).toEqual(reading());
  }
  const fresh = newPartition('t', 0);
  maybeValidatePosition(fresh, leader(4));
  expect(fresh).toEqual(newPartition('t', 0));
});

test('a position without an epoch goes with the new leader as it is', () => {
  const assigned = reading(-1);
  maybeValidatePosition(assigned, leader(4, 2));
  expect(assigned).toMatchObject({ state: 'FETCHING', position: 10, currentLeader: leader(4, 2) });
});

test('a position with an epoch that is sought is validated, if the epoch of the leader is known', () => {
  const assigned = newPartition('t', 0);
  seekUnvalidated(assigned, { offset: 5, offsetEpoch: 3, currentLeader: noLeader(-1) });
  expect(assigned.state).toBe('FETCHING');
  seekUnvalidated(assigned, { offset: 5, offsetEpoch: 3, currentLeader: noLeader(3) });
  expect(assigned.state).toBe('AWAIT_VALIDATION');
  seekUnvalidated(assigned, { offset: 5, offsetEpoch: -1, currentLeader: leader(3) });
  expect(assigned.state).toBe('FETCHING');
});

test('the end of the epoch tells whether the position lies in the log', () => {
  const assigned = awaiting();
  const of = (endOffset: number, leaderEpoch = 3) =>
    validationOf(assigned, positionOf(assigned), { endOffset, leaderEpoch });
  expect([of(10), of(11), of(10, 2)]).toEqual([{ kind: 'valid' }, { kind: 'valid' }, { kind: 'valid' }]);
  expect(of(9, 2)).toEqual({ kind: 'truncated', divergent: { endOffset: 9, leaderEpoch: 2 } });
  expect([of(-1), of(12, -1)]).toEqual([
    { kind: 'truncated', divergent: null },
    { kind: 'truncated', divergent: null },
  ]);
});

test('an answer for another position, or one that is not awaited, says nothing', () => {
  const end = { endOffset: 9, leaderEpoch: 3 };
  const assigned = awaiting();
  const asked = positionOf(assigned);
  for (const other of [{ offset: 9 }, { offsetEpoch: 2 }, { currentLeader: leader(5, 2) }]) {
    expect(validationOf(assigned, { ...asked, ...other }, end)).toEqual({ kind: 'stale' });
  }
  expect(validationOf({ ...assigned, state: 'FETCHING' }, asked, end)).toEqual({ kind: 'stale' });
});

test('a position in words', () => {
  const position = { offset: 5, offsetEpoch: 3, currentLeader: leader(4, 2) };
  expect(positionText(position, undefined)).toBe(
    'FetchPosition{offset=5, offsetEpoch=Optional[3], currentLeader=LeaderAndEpoch{' +
      'leader=Optional[broker-2:9092 (id: 2 rack: null isFenced: false)], epoch=4}}',
  );
  expect(positionText(position, new Map([[2, 'b']]))).toContain('(id: 2 rack: b isFenced: false)');
  expect(positionText({ offset: 5, offsetEpoch: -1, currentLeader: noLeader(-1) }, undefined)).toBe(
    'FetchPosition{offset=5, offsetEpoch=Optional.empty, currentLeader=LeaderAndEpoch{' +
      'leader=Optional.empty, epoch=absent}}',
  );
});
