import { createMemoryDisk, openMemoryStore } from './memory-store.ts';
import { describeRunStore } from './testing/run-store-contract.ts';

describeRunStore('memory', async () => {
  const disk = createMemoryDisk();
  return async () => openMemoryStore(disk);
});
