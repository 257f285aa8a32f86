import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { WriteLock } from '../write-lock.ts';

/** What every lock keeps. `newLocks` gives a maker of locks that exclude each other. */
export function describeWriteLock(name: string, newLocks: () => () => WriteLock): void {
  describe(`${name} lock`, () => {
    let tab: () => WriteLock;
    beforeEach(() => {
      tab = newLocks();
    });

    test('one has it, the next does not get it', async () => {
      expect(await tab().acquire(50, () => {})).toBe(true);
      expect(await tab().acquire(50, () => {})).toBe(false);
    });

    test('after release the next gets it, and the first is not told of a loss', async () => {
      const first = tab();
      const lost = vi.fn();
      await first.acquire(50, lost);
      first.release();
      expect(await tab().acquire(1000, () => {})).toBe(true);
      expect(lost).not.toHaveBeenCalled();
    });

    test('stealing tells the one who had it', async () => {
      const first = tab();
      const told = new Promise<void>((resolve) => void first.acquire(50, resolve));
      await vi.waitUntil(async () => !(await tab().acquire(10, () => {})));
      await tab().steal(() => {});
      await told;
      expect(await tab().acquire(50, () => {})).toBe(false);
    });

    test('what was stolen can be stolen back', async () => {
      const [first, second] = [tab(), tab()];
      await first.acquire(50, () => {});
      const told = new Promise<void>((resolve) => void second.steal(resolve));
      await first.steal(() => {});
      await told;
    });

    test('a free lock can be stolen, and released', async () => {
      const lock = tab();
      await lock.steal(() => {});
      lock.release();
      expect(await tab().acquire(1000, () => {})).toBe(true);
    });
  });
}
