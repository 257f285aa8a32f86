import { msToUs } from '../../base/units.ts';
import type { AllocateProducerIdsResponse, InitProducerIdResponse } from '../../kafka/protocol/requests.ts';
import { brokerOf, ownBroker, type SimState } from '../state.ts';
import { sendToController } from './controller-channel.ts';

interface IdBlock {
  readonly first: number;
  readonly size: number;
}

/** Producer ids that a broker's process may give out. Replaced as a whole, never written to. */
export interface ProducerIds {
  /** The start of the process that they belong to. */
  readonly incarnation: number;
  readonly block: IdBlock;
  /** Of the block: how many are given out. */
  readonly used: number;
  readonly nextBlock: IdBlock | null;
  /** A block is asked for, and has not been begun yet. */
  readonly requesting: boolean;
  /** No new request before. */
  readonly retryAtUs: number;
}

/** RPCProducerIdManager.RETRY_BACKOFF_MS. */
const retryUs = msToUs(50);
/** RPCProducerIdManager.PID_PREFETCH_THRESHOLD. */
const prefetchFraction = 0.9;

function idsOf(s: SimState, id: number): ProducerIds {
  const { producerIds, incarnation } = brokerOf(s, id);
  if (producerIds?.incarnation === incarnation) return producerIds;
  const block = { first: 0, size: 0 };
  return { incarnation, block, used: 0, nextBlock: null, requesting: false, retryAtUs: 0 };
}

function keep(s: SimState, id: number, change: Partial<ProducerIds>): ProducerIds {
  const ids = { ...idsOf(s, id), ...change };
  ownBroker(s, id).producerIds = ids;
  return ids;
}

/**
 * A fresh producer id with epoch 0; while the broker has none left the client is told to come again.
 * Source: TransactionCoordinator.handleInitProducerId, RPCProducerIdManager.generateProducerId (4.3.1).
 */
export function answerInitProducerId(s: SimState, id: number): InitProducerIdResponse {
  let ids = idsOf(s, id);
  if (ids.used >= ids.block.size) {
    if (ids.nextBlock === null) {
      requestBlock(s, id);
      return { api: 'InitProducerId', error: 'COORDINATOR_LOAD_IN_PROGRESS', producerId: -1, producerEpoch: -1 };
    }
    ids = keep(s, id, { block: ids.nextBlock, used: 0, nextBlock: null, requesting: false });
  }
  const { block, used } = ids;
  keep(s, id, { used: used + 1 });
  if (used === Math.floor(block.size * prefetchFraction)) requestBlock(s, id);
  return { api: 'InitProducerId', error: 'NONE', producerId: block.first + used, producerEpoch: 0 };
}

function requestBlock(s: SimState, id: number): void {
  const { retryAtUs, nextBlock, requesting } = idsOf(s, id);
  if (s.nowUs < retryAtUs || nextBlock !== null || requesting) return;
  keep(s, id, { requesting: true });
  const broker = ownBroker(s, id);
  broker.nextCorrelationId += 1;
  const request = { api: 'AllocateProducerIds' as const, brokerId: id, brokerEpoch: broker.epoch };
  sendToController(s, id, broker.nextCorrelationId, request);
}

export function onProducerIdsAllocated(s: SimState, id: number, response: AllocateProducerIdsResponse): void {
  if (response.error !== 'NONE') return onProducerIdsLost(s, id);
  keep(s, id, { nextBlock: { first: response.producerIdStart, size: response.producerIdLen }, retryAtUs: 0 });
}

/** The controller has not answered, or has refused: the next producer that asks makes the broker ask again. */
export function onProducerIdsLost(s: SimState, id: number): void {
  keep(s, id, { requesting: false, retryAtUs: s.nowUs + retryUs });
}
