import { expect, test } from 'vitest';
import { JavaRandom } from './java-random.ts';

// The recorded answers of java.util.Random stand in vectors/java-random.json; these are a few to read.

test('draws what new java.util.Random(42) draws', () => {
  const random = new JavaRandom(42);
  expect([random.nextInt(), random.nextInt()]).toEqual([-1170105035, 234785527]);
  expect(new JavaRandom(42n).nextInt(10)).toBe(0);
  expect(new JavaRandom(42).nextLong()).toBe(-5025562857975149833n);
  expect(new JavaRandom(42).nextDouble()).toBe(0.7275636800328681);
});

test('shuffles as Collections.shuffle does', () => {
  const list = [0, 1, 2, 3, 4, 5];
  new JavaRandom(324).shuffle(list);
  expect(list).toEqual([2, 0, 5, 1, 3, 4]);
});

test('only the lowest 48 bits of the seed count', () => {
  const high = new JavaRandom(-(1n << 48n) + 5n);
  const low = new JavaRandom(5);
  expect(high.nextInt()).toBe(low.nextInt());
});

test('refuses a bound that is not positive', () => {
  expect(() => new JavaRandom(1).nextInt(0)).toThrow('bound');
});
