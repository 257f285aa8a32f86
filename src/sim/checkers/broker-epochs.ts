import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import type { SimState } from '../state.ts';
import { remembering } from './checker.ts';
import type { Answer, MetadataWrite } from './seen/step.ts';

/** Who got each broker epoch, and the latest of each broker. */
interface Memory {
  readonly owners: Map<number, number>;
  readonly latest: Map<number, number>;
}

/**
 * K10. A broker epoch is given once, each registration of a broker gets a later one, and a heartbeat or an AlterPartition
 * with another than the registered one gets STALE_BROKER_EPOCH. Source: ClusterControlManager.registerBroker, checkBrokerEpoch.
 */
export const brokerEpochs = remembering(
  'broker epochs',
  ['K10'],
  (): Memory => ({ owners: new Map(), latest: new Map() }),
  (s, { writes, image, answers }, seen) => {
    for (const { before, after } of writes) {
      const wrong = before.brokers === after.brokers ? null : wrongEpochs(after, seen);
      if (wrong !== null) return wrong;
    }
    if (writes.length === 0 && seen.latest.size === 0) return wrongEpochs(image, seen);
    for (const answer of answers) {
      const wrong = staleAnswer(s, answer, writes);
      if (wrong !== null) return wrong;
    }
    return null;
  },
);

function wrongEpochs(image: MetadataImage, seen: Memory): string | null {
  for (const { id, epoch } of image.brokers.values()) {
    const before = seen.latest.get(id);
    if (before === epoch) continue;
    const owner = seen.owners.get(epoch);
    if (owner !== undefined) return `epoch ${epoch} is broker ${owner}'s and broker ${id}'s`;
    if (before !== undefined && epoch < before) return `broker ${id} fell from epoch ${before} to ${epoch}`;
    seen.owners.set(epoch, id);
    seen.latest.set(id, epoch);
  }
  return null;
}

/**
 * By the image with what its controller has written, committed or not. An answer that has waited for these writes was
 * decided before them.
 */
function staleAnswer(
  s: SimState,
  { from, request, response }: Answer,
  writes: readonly MetadataWrite[],
): string | null {
  if (request.api !== 'BrokerHeartbeat' && request.api !== 'AlterPartition') return null;
  if (response.api !== request.api || response.error !== 'NONE') return null;
  const controller = s.controllers.get(from);
  if (controller === undefined || controller.claimEpoch < 0) return null;
  const registered = controller.image.brokers.get(request.brokerId)?.epoch;
  if (registered === request.brokerEpoch) return null;
  if (writes.some(({ before }) => before.brokers.get(request.brokerId)?.epoch === request.brokerEpoch)) return null;
  return `controller ${from} takes a ${request.api} of broker ${request.brokerId} with epoch ${request.brokerEpoch}, registered is ${registered}`;
}
