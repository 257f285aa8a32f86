import { type BrokerHeartbeats, copyHeartbeats, createHeartbeats } from '../../kafka/controller/broker-heartbeats.ts';
import { emptyImage, type MetadataImage } from '../../kafka/controller/metadata-image.ts';
import type { FetchRequest } from '../../kafka/protocol/requests.ts';
import type { ReplyTo } from '../network.ts';

/** A broker's Fetch of `__cluster_metadata` that waits for news. Immutable. */
export interface MetadataFetch {
  readonly id: number;
  readonly reply: ReplyTo;
  readonly request: FetchRequest;
}

/** The one dedicated KRaft controller: its log is `__cluster_metadata`, its quorum is itself. */
export interface Controller {
  cow: number;
  readonly id: number;
  running: boolean;
  leaderEpoch: number;
  image: MetadataImage;
  heartbeats: BrokerHeartbeats;
  waitingFetches: readonly MetadataFetch[];
  nextFetchId: number;
}

export function createController(id: number, cow: number): Controller {
  return {
    cow,
    id,
    running: false,
    leaderEpoch: 0,
    image: emptyImage,
    heartbeats: createHeartbeats(cow),
    waitingFetches: [],
    nextFetchId: 0,
  };
}

export const copyController = (controller: Controller, cow: number): Controller => ({
  ...controller,
  cow,
  heartbeats: copyHeartbeats(controller.heartbeats, cow),
});
