import { type BrokerHeartbeats, copyHeartbeats, createHeartbeats } from '../../kafka/controller/broker-heartbeats.ts';
import { emptyImage, type MetadataImage } from '../../kafka/controller/metadata-image.ts';
import type { FetchRequest, KafkaResponse } from '../../kafka/protocol/requests.ts';
import { createRaftNode, type RaftNode } from '../../kafka/raft/raft-node.ts';
import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import type { SimEvent } from '../event-queue.ts';
import type { ReplyTo } from '../network.ts';
import type { Cause } from './image-updates.ts';

/** A Fetch of `__cluster_metadata` that waits for news. Immutable. */
export interface MetadataFetch {
  readonly id: number;
  readonly reply: ReplyTo;
  readonly request: FetchRequest;
}

/** What the active controller wrote and a majority does not hold yet: nobody has been told. Immutable. */
export interface UncommittedWrite {
  readonly lastOffset: number;
  readonly after: MetadataImage;
  readonly cause: Cause;
}

/** An answer that waits until the log is committed up to here (DeferredEventQueue). Immutable. */
export interface DeferredAnswer {
  readonly offset: number;
  readonly reply: ReplyTo;
  readonly response: KafkaResponse;
}

/** One dedicated KRaft controller: a voter of the metadata quorum, and the cluster's controller while it leads. */
export interface Controller {
  cow: number;
  readonly id: number;
  running: boolean;
  /** SIGTERM has come: it hands over, and its process ends once the quorum lets it go. */
  shutdown: 'no' | 'asked' | 'complete';
  /** Process: events of a process that stands still, in their order; null: it does not. */
  frozen: readonly SimEvent[] | null;
  /** Its part in the quorum, with its quorum-state file. */
  raft: RaftNode;
  /** The epoch in which it is the active controller; −1: it is not. Source: QuorumController.curClaimEpoch. */
  claimEpoch: number;
  /** What it knows to be committed. */
  committed: MetadataImage;
  /** With what it has written since, if it is active. */
  image: MetadataImage;
  uncommitted: readonly UncommittedWrite[];
  /** Batches that wait for controller.quorum.append.linger.ms before they go into the log (BatchAccumulator). */
  lingering: readonly RecordBatch[];
  /** Offset of the next record it writes; counts those that linger. */
  nextOffset: number;
  deferred: readonly DeferredAnswer[];
  /** Only the active one has any. */
  heartbeats: BrokerHeartbeats;
  waitingFetches: readonly MetadataFetch[];
  nextFetchId: number;
}

export function createController(id: number, voters: readonly number[], cow: number): Controller {
  return {
    cow,
    id,
    running: false,
    shutdown: 'no',
    frozen: null,
    raft: createRaftNode(id, voters),
    claimEpoch: -1,
    committed: emptyImage,
    image: emptyImage,
    uncommitted: [],
    lingering: [],
    nextOffset: 0,
    deferred: [],
    heartbeats: createHeartbeats(cow),
    waitingFetches: [],
    nextFetchId: 0,
  };
}

export const copyController = (controller: Controller, cow: number): Controller => ({
  ...controller,
  cow,
  raft: { ...controller.raft },
  heartbeats: copyHeartbeats(controller.heartbeats, cow),
});

export const isActive = (controller: Controller): boolean => controller.running && controller.claimEpoch >= 0;
