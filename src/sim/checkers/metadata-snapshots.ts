import { metadataKey } from '../broker/metadata-listener.ts';
import type { SimState } from '../state.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/**
 * K7, K8. A metadata log that does not begin at 0 has a snapshot that ends where it begins. No snapshots are made yet,
 * so every log begins at 0, and no leader can be asked to load one. Source: RaftEventSimulationTest.SnapshotAtLogStart.
 */
export function checkMetadataSnapshots(s: SimState): BrokenPromise | null {
  for (const id of [...s.controllers.keys(), ...s.brokers.keys()]) {
    const start = s.logs.get(metadataKey(s, id))?.logStartOffset ?? 0;
    if (start !== 0) return broken('K7 metadata snapshots', `the metadata log of node ${id} begins at ${start}`);
  }
  return null;
}
