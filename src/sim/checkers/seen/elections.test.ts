import { expect, test } from 'vitest';
import { newPartition } from '../../../kafka/controller/partition-registration.ts';
import { electionIn, returnedToElr } from './elections.ts';

const born = newPartition([1, 2, 3], [1, 2, 3], ['', '', '']);

test('a leader comes out of the ISR, the ELR or from outside', () => {
  expect(electionIn(born, { ...born, leader: 2 })).toBe('isr');
  const lone = { ...born, isr: [], elr: [2] };
  expect(electionIn(lone, { ...lone, leader: 2, isr: [2], elr: [] })).toBe('elr');
  expect(electionIn(lone, { ...lone, leader: 3, isr: [3], leaderRecoveryState: 'RECOVERING' })).toBe('unclean');
  expect(electionIn(born, { ...born, leader: -1 })).toBeNull();
});

test('who joins the ISR and leads by the record that ends a reassignment is not elected out of the ELR', () => {
  const moving = { ...born, replicas: [2, 1], isr: [1], elr: [2], removingReplicas: [1] };
  const moved = { ...moving, replicas: [2], isr: [2], elr: [1], removingReplicas: [], leader: 2 };
  expect(electionIn(moving, moved)).toBe('reassignment');
});

test('a replica put back while the ELR still names it comes with nothing', () => {
  const left = { ...born, replicas: [3], isr: [3], elr: [1, 2], leader: 3 };
  expect(returnedToElr(left, { ...left, replicas: [1, 3], addingReplicas: [1] })).toEqual([1]);
  expect(returnedToElr(born, { ...born, isr: [1], elr: [2, 3] })).toEqual([]);
});
