import { expect, test } from 'vitest';
import { clusterImage } from '../controller/testing/cluster-image.ts';
import { reassignmentThrottle } from './reassignment-throttle.ts';

const image = (...partitions: string[]) => clusterImage({ brokers: [1, 2, 3, 4, 5], partitions });
const still = 'leader 1 replicas 1,2,3 isr 1,2,3';

test('what is there is throttled as leader, what comes as follower, on every broker of the move', () => {
  const throttle = reassignmentThrottle(image(still), 't', 0, [4, 2, 3]);
  expect(throttle?.topics.get('t')).toEqual({ leaders: '0:1,0:2,0:3', followers: '0:4' });
  expect(throttle?.brokers).toEqual([1, 2, 3, 4]);
});

test('a move that brings nobody throttles no follower', () => {
  expect(reassignmentThrottle(image(still), 't', 0, [3, 1])?.topics.get('t')?.followers).toBe('');
});

test('moves under way keep their place in the lists, in the order of their text', () => {
  const moving = 'leader 2 replicas 5,2,3 isr 2,3 adding 5 removing 3';
  const throttle = reassignmentThrottle(image(still, moving), 't', 0, [4, 2, 3]);
  expect(throttle?.topics.get('t')).toEqual({ leaders: '0:1,0:2,0:3,1:2,1:3', followers: '0:4,1:5' });
  expect(throttle?.brokers).toEqual([1, 2, 3, 4, 5]);
});

test('another target for a partition that moves starts from the replicas it had before', () => {
  const moving = 'leader 1 replicas 4,2,1 isr 1,2 adding 4 removing 1';
  const throttle = reassignmentThrottle(image(moving), 't', 0, [5, 2]);
  expect(throttle?.topics.get('t')).toEqual({ leaders: '0:1,0:2', followers: '0:5' });
});

test('there is no such partition', () => {
  expect(reassignmentThrottle(image(still), 't', 7, [1])).toBeNull();
});
