import { emptyImage, type MetadataImage } from '../../kafka/controller/metadata-image.ts';
import type { ReplyTo } from '../network.ts';
import type { BrokerState } from '../snapshot.ts';

/** One fetcher thread: what this broker copies from one leader (AbstractFetcherThread, num.replica.fetchers 1). */
export interface Fetcher {
  readonly leader: number;
  /** Correlation id of the Fetch in flight; −1 when none. */
  readonly inFlight: number;
  /** Keys of the follower replicas, in the order they were added. */
  readonly replicas: readonly number[];
}

/** An ISR change that waits for, or is on its way to, the controller (AlterPartitionManager). */
export interface IsrChange {
  readonly key: number;
  readonly topic: string;
  readonly partition: number;
}

/** A group request whose answer the coordinator still owes; `key` is its offsets partition's replica. */
export interface HeldReply {
  readonly key: number;
  readonly reply: ReplyTo;
}

/** A broker process and what its disk keeps beside the logs. */
export interface Broker {
  cow: number;
  readonly id: number;
  readonly rack: string | null;
  state: BrokerState;
  /** Counts starts. */
  incarnation: number;
  incarnationId: string;
  /** Given by the controller at registration; −1 before. */
  epoch: number;
  /** As the last heartbeat answer said. */
  fenced: boolean;
  /** Disk: brokerEpoch in .kafka_cleanshutdown; −1 when the file is not there. */
  cleanShutdownEpoch: number;
  /** What that file said when this process started and deleted it. */
  previousBrokerEpoch: number;
  /** Disk: replication-offset-checkpoint, high watermark by replica key. */
  highWatermarkCheckpoint: ReadonlyMap<number, number>;
  /** Disk: cleaner-offset-checkpoint, the first offset that no round has cleaned, by replica key. */
  cleanerCheckpoint: ReadonlyMap<number, number>;
  image: MetadataImage;
  /** What the publisher has put into effect; trails `image` inside one step only. */
  fetchers: Map<number, Fetcher>;
  isrChanges: readonly IsrChange[];
  /** Changes in the AlterPartition request in flight. */
  isrInFlight: readonly IsrChange[];
  creatingOffsetsTopic: boolean;
  /** By token. */
  groupReplies: Map<number, HeldReply>;
  /** Last state told of a group this broker coordinates. */
  groupStates: Map<string, string>;
  nextCorrelationId: number;
}

export function createBroker(id: number, rack: string | null, cow: number): Broker {
  return {
    cow,
    id,
    rack,
    state: 'stopped',
    incarnation: 0,
    incarnationId: '',
    epoch: -1,
    fenced: true,
    cleanShutdownEpoch: -1,
    previousBrokerEpoch: -1,
    highWatermarkCheckpoint: new Map(),
    cleanerCheckpoint: new Map(),
    image: emptyImage,
    fetchers: new Map(),
    isrChanges: [],
    isrInFlight: [],
    creatingOffsetsTopic: false,
    groupReplies: new Map(),
    groupStates: new Map(),
    nextCorrelationId: 1,
  };
}

export const copyBroker = (broker: Broker, cow: number): Broker => ({
  ...broker,
  cow,
  fetchers: new Map(broker.fetchers),
  groupReplies: new Map(broker.groupReplies),
  groupStates: new Map(broker.groupStates),
});

export const isAlive = (broker: Broker): boolean =>
  broker.state === 'running' || broker.state === 'fenced' || broker.state === 'starting' || broker.state === 'stopping';
