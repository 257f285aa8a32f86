import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { AllocateProducerIdsRequest, AllocateProducerIdsResponse } from '../protocol/requests.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { ProducerIdsRecord } from './metadata-records.ts';

/** ProducerIdsBlock.PRODUCER_ID_BLOCK_SIZE. */
export const producerIdBlockSize = 1000;

type Refusal = 'BROKER_ID_NOT_REGISTERED' | 'STALE_BROKER_EPOCH';

/** ClusterControlManager.checkBrokerEpoch. */
function epochProblem(image: MetadataImage, { brokerId, brokerEpoch }: AllocateProducerIdsRequest): Refusal | null {
  const known = image.brokers.get(brokerId);
  if (known === undefined) return 'BROKER_ID_NOT_REGISTERED';
  return known.epoch === brokerEpoch ? null : 'STALE_BROKER_EPOCH';
}

/** Gives a broker the next block of producer ids. Source: ProducerIdControlManager.generateNextProducerId (4.3.1). */
export function allocateProducerIds(
  image: MetadataImage,
  request: AllocateProducerIdsRequest,
): Result<{ readonly records: readonly ProducerIdsRecord[]; readonly response: AllocateProducerIdsResponse }, Refusal> {
  const problem = epochProblem(image, request);
  if (problem !== null) return err(problem);
  const { brokerId, brokerEpoch } = request;
  const producerIdStart = image.nextProducerId;
  const nextProducerId = producerIdStart + producerIdBlockSize;
  return ok({
    records: [{ type: 'ProducerIdsRecord', brokerId, brokerEpoch, nextProducerId }],
    response: { api: 'AllocateProducerIds', error: 'NONE', producerIdStart, producerIdLen: producerIdBlockSize },
  });
}
