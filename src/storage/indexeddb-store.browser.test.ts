import { openIndexedDbStore } from './indexeddb-store.ts';
import { describeRunStore } from './testing/run-store-contract.ts';

let disks = 0;

describeRunStore('IndexedDB', async () => {
  const name = `store-test-${disks++}`;
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
  return () => openIndexedDbStore(name);
});
