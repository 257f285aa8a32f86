import { describeWriteLock } from './testing/write-lock-contract.ts';
import { createWebLock } from './write-lock.ts';

let names = 0;

describeWriteLock('web', () => {
  const name = `lock-test-${names++}`;
  return () => createWebLock(navigator.locks, name);
});
