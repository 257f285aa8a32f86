import { createLockTable, createMemoryLock } from './memory-lock.ts';
import { describeWriteLock } from './testing/write-lock-contract.ts';

describeWriteLock('memory', () => {
  const table = createLockTable();
  return () => createMemoryLock(table);
});
