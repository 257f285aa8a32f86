import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/** K10. Who got each broker epoch, and the latest of each broker. */
export interface BrokerEpochsSeen {
  readonly owners: Map<number, number>;
  readonly latest: Map<number, number>;
}

export const createBrokerEpochsSeen = (): BrokerEpochsSeen => ({ owners: new Map(), latest: new Map() });

/** A broker epoch is given once, and each registration of a broker gets a later one. Source: ClusterControlManager. */
export function checkBrokerEpochs(image: MetadataImage, seen: BrokerEpochsSeen): BrokenPromise | null {
  for (const { id, epoch } of image.brokers.values()) {
    const before = seen.latest.get(id);
    if (before === epoch) continue;
    const owner = seen.owners.get(epoch);
    if (owner !== undefined)
      return broken('K10 broker epochs', `epoch ${epoch} is broker ${owner}'s and broker ${id}'s`);
    if (before !== undefined && epoch < before) {
      return broken('K10 broker epochs', `broker ${id} fell from epoch ${before} to ${epoch}`);
    }
    seen.owners.set(epoch, id);
    seen.latest.set(id, epoch);
  }
  return null;
}
