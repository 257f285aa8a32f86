import { emptyImage } from '../../kafka/controller/metadata-image.ts';
import { ledBy, noteUnavailable } from '../availability.ts';
import { closeConnectionsOf } from '../network.ts';
import { cancelTimersOf, ownBroker, type SimState } from '../state.ts';
import { dropDelayedOf } from './purgatory.ts';

/** A broker's process is gone, and with it all that it had in memory. */
export function endProcess(s: SimState, id: number, state: 'stopped' | 'crashed'): void {
  closeConnectionsOf(s, id);
  cancelTimersOf(s, id);
  dropDelayedOf(s, id);
  for (const replica of ledBy(s, id)) noteUnavailable(s, replica);
  for (const [key, replica] of [...s.replicas]) {
    if (replica.broker !== id) continue;
    s.replicas.delete(key);
    s.shards.delete(key);
  }
  const broker = ownBroker(s, id);
  broker.state = state;
  broker.frozen = null;
  broker.image = emptyImage;
  broker.fetchers.clear();
  broker.groupReplies.clear();
  broker.groupStates.clear();
  broker.isrChanges = [];
  broker.isrInFlight = [];
  broker.creatingOffsetsTopic = false;
}
