import { metadataTopic } from '../state.ts';
import { checker } from './checker.ts';

/**
 * K7, K8. A metadata log that does not begin at 0 has a snapshot that ends where it begins. No snapshots are made yet, so
 * every log begins at 0, and no leader can be asked to load one. Source: RaftEventSimulationTest.SnapshotAtLogStart.
 */
export const metadataSnapshots = checker('metadata snapshots', ['K7', 'K8'], (_, { changes }) => {
  for (const { broker, partition, now } of changes) {
    if (partition.topic !== metadataTopic || now === null || now.logStartOffset === 0) continue;
    return `the metadata log of node ${broker} begins at ${now.logStartOffset}`;
  }
  return null;
});
