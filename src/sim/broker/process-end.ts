import { emptyImage } from '../../kafka/controller/metadata-image.ts';
import { ledBy, noteUnavailable } from '../availability.ts';
import { isControllerTimer } from '../controller/controller-timers.ts';
import { closeConnectionsOf, closeConnectionsOfBroker } from '../network.ts';
import { cancelTimersOf, ownBroker, type SimState } from '../state.ts';
import { dropDelayedOf } from './purgatory.ts';
import { noQuotaSamples } from './quota-samples.ts';

/** A broker's process is gone, and with it all that it had in memory; `endControllersOfEndedBrokers` ends its controller. */
export function endProcess(s: SimState, id: number, state: 'stopped' | 'crashed'): void {
  closeConnectionsOf(s, id);
  cancelTimersOf(s, id);
  forgetMemory(s, id);
  const broker = ownBroker(s, id);
  broker.state = state;
  broker.frozen = null;
}

/** The broker of a combined process has shut down; the process goes on until its controller has. */
export function endBrokerRole(s: SimState, id: number): void {
  closeConnectionsOfBroker(s, id);
  cancelTimersOf(s, id, (key) => !isControllerTimer(key));
  forgetMemory(s, id);
}

function forgetMemory(s: SimState, id: number): void {
  dropDelayedOf(s, id);
  for (const replica of ledBy(s, id)) noteUnavailable(s, replica);
  for (const [key, replica] of [...s.replicas]) {
    if (replica.broker !== id) continue;
    s.replicas.delete(key);
    s.shards.delete(key);
  }
  const broker = ownBroker(s, id);
  broker.image = emptyImage;
  broker.fetchers.clear();
  broker.groupReplies.clear();
  broker.groupStates.clear();
  broker.isrChanges = [];
  broker.isrInFlight = [];
  broker.creatingOffsetsTopic = false;
  broker.quota = noQuotaSamples;
}
