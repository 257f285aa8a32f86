import type { SimState } from '../state.ts';
import { createBroker } from './broker-state.ts';
import { startBroker } from './lifecycle.ts';
import { createMetadataLog } from './metadata-listener.ts';

/** A new broker with an empty disk, and its process. */
export function addBroker(s: SimState, id: number, rack: string | null): void {
  s.brokers.set(id, createBroker(id, rack, s.cow));
  createMetadataLog(s, id);
  startBroker(s, id);
}
