import { isCombined } from '../process-roles.ts';
import type { SimState } from '../state.ts';
import { createBroker } from './broker-state.ts';
import { startBroker } from './lifecycle.ts';
import { createMetadataLog } from './metadata-listener.ts';

/** A new broker with an empty disk, and its process. */
export function addBroker(s: SimState, id: number, rack: string | null): void {
  s.brokers.set(id, createBroker(id, rack, s.cow));
  // A voter shares its own.
  if (!isCombined(s, id)) createMetadataLog(s, id);
  startBroker(s, id);
}
