import { expect, test } from 'vitest';
import { JavaRandom } from '../../base/java-random.ts';
import { placeReplicas, type UsableBroker } from './striped-replica-placer.ts';

function brokers(...ids: number[]): UsableBroker[] {
  return ids.map((id) => ({ id, rack: null, fenced: false }));
}

function place(seed: number, list: UsableBroker[], partitions: number, replicationFactor: number): number[][] | string {
  const placed = placeReplicas(new JavaRandom(seed), list, 0, partitions, replicationFactor);
  return placed.ok ? placed.value : placed.error.message;
}

test('three brokers, three replicas: the stripes that Kafka draws from these seeds', () => {
  expect(place(42, brokers(1, 2, 3), 6, 3)).toEqual([
    [3, 1, 2],
    [1, 2, 3],
    [2, 3, 1],
    [1, 2, 3],
    [2, 3, 1],
    [3, 1, 2],
  ]);
  expect(place(0, brokers(3, 1, 2), 6, 3)).toEqual([
    [1, 2, 3],
    [2, 3, 1],
    [3, 1, 2],
    [1, 3, 2],
    [3, 2, 1],
    [2, 1, 3],
  ]);
});

test('every rack gets a replica before one gets two', () => {
  const list = [0, 1, 2, 3, 4, 5].map((id) => ({ id, rack: `r${id % 3}`, fenced: false }));
  const placed = place(7, list, 12, 3);
  for (const replicas of placed as number[][]) expect(new Set(replicas.map((id) => id % 3)).size).toBe(3);
});

test('a fenced broker is a follower at most, and only when the others do not suffice', () => {
  const list = [...brokers(0, 1, 3), { id: 2, rack: null, fenced: true }];
  for (const replicas of place(5, list, 8, 4) as number[][]) {
    expect([...replicas].sort((x, y) => x - y)).toEqual([0, 1, 2, 3]);
    expect(replicas.at(-1)).toBe(2);
  }
  for (const replicas of place(5, list, 8, 3) as number[][]) expect(replicas).not.toContain(2);
});

test('refusals have Kafka’s words', () => {
  expect(place(1, brokers(1, 2), 1, 3)).toContain('only 2 broker(s) are registered');
  expect(place(1, brokers(1, 2), 1, 0)).toBe('Invalid replication factor 0: the replication factor must be positive.');
  expect(place(1, [{ id: 1, rack: null, fenced: true }], 1, 1)).toContain('All brokers are currently fenced');
});
