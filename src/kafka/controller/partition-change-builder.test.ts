import { expect, test } from 'vitest';
import { buildPartitionChange, type PartitionChange } from './partition-change-builder.ts';
import { mergePartitionChange } from './partition-registration.ts';
import { draw, partition, topicId } from './testing/cluster-image.ts';

type Asked = Partial<Omit<PartitionChange, 'isAcceptableLeader'>> & { readonly alive?: readonly number[] };

/** The record's own fields. */
function change(picture: string, { alive = [1, 2, 3, 4], ...asked }: Asked) {
  const record = buildPartitionChange({
    partition: partition(picture),
    topicId,
    partitionId: 0,
    isAcceptableLeader: (id) => alive.includes(id),
    minIsr: 2,
    elrEnabled: true,
    ...asked,
  });
  if (record === null) return null;
  const { type: _type, topicId: _topicId, partitionId: _partitionId, ...fields } = record;
  return fields;
}

/** The partition after the change. */
function after(picture: string, asked: Asked): string {
  const before = partition(picture);
  const fields = change(picture, asked);
  if (fields === null) return 'unchanged';
  return draw(mergePartitionChange(before, { type: 'PartitionChangeRecord', topicId, partitionId: 0, ...fields }));
}

test('a partition that is as asked changes nothing', () => {
  expect(change('leader 1 replicas 1,2,3 isr 1,2,3', {})).toBe(null);
  expect(change('leader 1 replicas 1,2,3 isr 1,2,3', { election: 'PREFERRED' })).toBe(null);
});

test('an ISR shrink or expansion raises the partition epoch alone', () => {
  expect(after('leader 1 epoch 4/7 replicas 1,2,3 isr 1,2,3', { targetIsr: [1, 3] })).toBe(
    'leader 1 epoch 4/8 replicas 1,2,3 isr 1,3',
  );
  expect(after('leader 1 epoch 4/8 replicas 1,2,3 isr 1,3', { targetIsr: [1, 2, 3] })).toBe(
    'leader 1 epoch 4/9 replicas 1,2,3 isr 1,2,3',
  );
});

test('the next leader is the first live ISR member in replica order', () => {
  expect(change('leader 1 replicas 1,3,2 isr 1,2,3', { targetIsr: [2, 3], alive: [2, 3] })).toEqual({
    leader: 3,
    isr: [2, 3],
  });
});

test('ONLINE keeps a leader that is not the preferred one, PREFERRED moves it', () => {
  const picture = 'leader 2 epoch 1/1 replicas 1,2,3 isr 1,2,3';
  expect(change(picture, { election: 'ONLINE' })).toBe(null);
  expect(after(picture, { election: 'PREFERRED' })).toBe('leader 1 epoch 2/2 replicas 1,2,3 isr 1,2,3');
});

test('PREFERRED keeps the leader while the preferred replica is out of the ISR', () => {
  expect(change('leader 2 replicas 1,2,3 isr 2,3', { election: 'PREFERRED' })).toBe(null);
});

test('PREFERRED finds any leader for a partition that has none', () => {
  expect(change('leader none replicas 1,2,3 isr 3,2', { election: 'PREFERRED', alive: [2, 3] })).toEqual({ leader: 2 });
});

test('without ELR the last member stays in the ISR of a partition without leader', () => {
  expect(change('leader 1 replicas 1,2 isr 1', { elrEnabled: false, targetIsr: [], alive: [2] })).toEqual({
    leader: -1,
  });
});

test('with ELR the ISR empties into the ELR and the last leader is remembered', () => {
  expect(after('leader 1 epoch 0/3 replicas 1,2,3 isr 1 elr 2,3', { targetIsr: [], alive: [] })).toBe(
    'leader none epoch 1/4 replicas 1,2,3 isr - elr 1,2,3 last 1',
  );
});

test('members that leave an ISR below the minimum are eligible', () => {
  expect(change('leader 1 replicas 1,2,3 isr 1,2,3', { minIsr: 3, targetIsr: [1, 2] })).toEqual({
    isr: [1, 2],
    eligibleLeaderReplicas: [3],
  });
});

test('an ISR at the minimum empties the ELR', () => {
  expect(change('leader 1 replicas 1,2,3 isr 1 elr 2,3', { targetIsr: [1, 2] })).toEqual({
    isr: [1, 2],
    eligibleLeaderReplicas: [],
  });
});

test('an ELR member is elected when the ISR is empty; it alone is the ISR then', () => {
  expect(after('leader none epoch 1/4 replicas 1,2,3 isr - elr 1,2,3 last 1', { alive: [2, 3] })).toBe(
    'leader 2 epoch 2/5 replicas 1,2,3 isr 2 elr 1,3',
  );
});

test('an ELR member is not elected while the ISR has a member, however dead', () => {
  expect(change('leader none replicas 1,2,3 isr 1 elr 2,3', { alive: [2, 3], minIsr: 3 })).toBe(null);
});

test('a replica that came back from an unclean shutdown does not become eligible and stops being it', () => {
  expect(
    change('leader 1 replicas 1,2,3 isr 1,2 elr 3', { minIsr: 3, targetIsr: [1], uncleanShutdownReplicas: [2] }),
  ).toEqual({ isr: [1] });
  expect(
    change('leader none replicas 1,2,3 isr - elr 1,3 last 1', { alive: [], uncleanShutdownReplicas: [3] }),
  ).toEqual({ eligibleLeaderReplicas: [1] });
});

test('the last known leader is elected uncleanly when ISR and ELR are empty', () => {
  expect(after('leader none epoch 3/9 replicas 1,2,3 isr - last 2', { alive: [1, 2] })).toBe(
    'leader 2 epoch 4/10 replicas 1,2,3 isr 2 recovering',
  );
});

test('a dead or ambiguous last known leader is not elected, nor any with ELR off', () => {
  expect(change('leader none replicas 1,2,3 isr - last 2', { alive: [1, 3] })).toBe(null);
  expect(change('leader none replicas 1,2,3 isr - last 1,2', {})).toBe(null);
  expect(change('leader none replicas 1,2,3 isr - last 2', { elrEnabled: false })).toBe(null);
});

test('UNCLEAN takes the first live replica and drops ISR, ELR and the last known leader', () => {
  const picture = 'leader none epoch 1/1 replicas 1,2,3 isr - elr 1 last 1';
  expect(change(picture, { election: 'ONLINE', alive: [2, 3] })).toBe(null);
  expect(after(picture, { election: 'UNCLEAN', alive: [2, 3] })).toBe(
    'leader 2 epoch 2/2 replicas 1,2,3 isr 2 recovering',
  );
});

test('UNCLEAN prefers a clean leader', () => {
  expect(change('leader 1 replicas 1,2,3 isr 1,3', { election: 'UNCLEAN', targetIsr: [3], alive: [2, 3] })).toEqual({
    leader: 3,
    isr: [3],
    eligibleLeaderReplicas: [1],
  });
});

test('an unclean leader that recovers again stays RECOVERING without saying so twice', () => {
  expect(change('leader none replicas 1,2 isr - recovering', { election: 'UNCLEAN', alive: [2] })).toEqual({
    leader: 2,
    isr: [2],
  });
});

test('the leader recovery state follows the one asked for', () => {
  expect(
    change('leader 2 replicas 1,2 isr 2 recovering', { targetLeaderRecoveryState: 'RECOVERED', minIsr: 1 }),
  ).toEqual({ leaderRecoveryState: 'RECOVERED' });
});

test('the ELR comes in the order of a hash set of ids', () => {
  expect(change('leader 3 replicas 3,20,17,2 isr 20,3,2,17', { minIsr: 4, targetIsr: [3], alive: [3] })).toEqual({
    isr: [3],
    eligibleLeaderReplicas: [17, 2, 20],
  });
});

test('a reassignment completes when the added replica is in the ISR, with a new leader epoch', () => {
  const picture = 'leader 1 epoch 2/5 replicas 1,4,3 isr 1,3 adding 4 removing 3';
  expect(after(picture, { targetIsr: [1, 3, 4] })).toBe('leader 1 epoch 3/6 replicas 1,4 isr 1,4');
});

test('a reassignment that takes the leader away elects another', () => {
  const picture = 'leader 3 epoch 2/5 replicas 4,3 isr 3 adding 4 removing 3';
  expect(after(picture, { targetIsr: [3, 4], minIsr: 1 })).toBe('leader 4 epoch 3/6 replicas 4 isr 4');
});

test('an added replica outside the ISR keeps the reassignment going', () => {
  expect(after('leader 1 replicas 1,4,3 isr 1 adding 4 removing 3', { targetIsr: [1, 3] })).toBe(
    'leader 1 epoch 0/1 replicas 1,4,3 isr 1,3 adding 4 removing 3',
  );
});

test('a start of a reassignment writes the longer list and what is added and removed', () => {
  expect(
    change('leader 1 replicas 1,2,3 isr 1,2,3', {
      targetReplicas: [4, 2, 3, 1],
      targetAdding: [4],
      targetRemoving: [1],
    }),
  ).toEqual({ replicas: [4, 2, 3, 1], addingReplicas: [4], removingReplicas: [1] });
});

test("directories follow the replicas; a new replica gets its broker's", () => {
  const known = { ...partition('leader 1 replicas 1,2 isr 1,2'), directories: ['d1', 'd2'] };
  expect(change('', { partition: known, targetReplicas: [4, 2, 1], defaultDirectory: (id) => `d${id}` })).toEqual({
    replicas: [4, 2, 1],
    directories: ['d4', 'd2', 'd1'],
  });
});
