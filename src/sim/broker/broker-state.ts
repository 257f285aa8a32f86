import { emptyImage, type MetadataImage } from '../../kafka/controller/metadata-image.ts';
import type { AlterPartitionRequest } from '../../kafka/protocol/requests.ts';
import type { SimEvent } from '../event-queue.ts';
import type { ReplyTo } from '../network.ts';
import type { BrokerState } from '../snapshot.ts';
import type { ProducerIds } from './producer-ids.ts';
import { noQuotaSamples, type QuotaSamples } from './quota-samples.ts';

/** One fetcher thread: what this broker copies from one leader (AbstractFetcherThread, num.replica.fetchers 1). */
export interface Fetcher {
  readonly leader: number;
  /** Correlation id of the Fetch in flight; −1 when none. */
  readonly inFlight: number;
  /** Keys of the follower replicas, in the order they were added. */
  readonly replicas: readonly number[];
  /** The leader's fetch session has partitions of it (KIP-227): it is told when all of them are left out. */
  readonly inSession: boolean;
}

/** An ISR change that waits for, or is on its way to, the controller (AlterPartitionManager). */
export interface IsrChange {
  readonly key: number;
  /** Of the PendingIsr it stands for. */
  readonly token: number;
  readonly asked: AlterPartitionRequest['partitions'][number];
}

/** A group request whose answer the coordinator still owes; `key` is its offsets partition's replica. */
export interface HeldReply {
  readonly key: number;
  readonly reply: ReplyTo;
}

/** The files of one partition's directory, by name. */
export type RawDirectory = ReadonlyMap<string, Uint8Array>;

/** Where recovery ended a log, and what it gave up. */
export interface LogRecovery {
  /** The first batch that could not be read; null when no byte was cut but whole records were missing. */
  readonly cut: {
    readonly file: string;
    readonly position: number;
    readonly bytes: number;
    readonly reason: 'INCOMPLETE' | 'CORRUPT';
  } | null;
  /** Names of .log files that were given up, because they follow the cut. */
  readonly deletedSegments: readonly string[];
  readonly logEndOffset: number;
  /** Records that the log held when its process ended and that are gone. */
  readonly recordsLost: number;
}

/** A partition directory that was renamed because its replica is not wanted here any more. */
export interface DeletedDirectory {
  /** `orders-0.<32 hex digits>-delete`, or `-stray`. */
  readonly name: string;
  /** Of its .log files. */
  readonly sizeInBytes: number;
  /** When its files go; null: they stay until somebody removes them by hand. */
  readonly goneAtUs: number | null;
}

/** A disk that is slow or has little room. Immutable. */
export interface DiskTrouble {
  /** Microseconds for an append to one partition, and for a flush that it has to wait for. */
  readonly appendUs: number;
  readonly flushUs: number;
  /** Bytes that its logs may have together; null: there is always room. */
  readonly capacityBytes: number | null;
  /** Until then it is at work on what came before. */
  readonly busyUntilUs: number;
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
  /** The process has opened its logs: it waits for its first metadata with that. */
  logsOpen: boolean;
  /** Disk: brokerEpoch in .kafka_cleanshutdown; −1 when the file is not there. */
  cleanShutdownEpoch: number;
  /** What that file said when this process started and deleted it. */
  previousBrokerEpoch: number;
  /** Disk: replication-offset-checkpoint, high watermark by replica key. */
  highWatermarkCheckpoint: ReadonlyMap<number, number>;
  /** Disk: recovery-point-offset-checkpoint and log-start-offset-checkpoint, by replica key. */
  recoveryPointCheckpoint: ReadonlyMap<number, number>;
  logStartOffsetCheckpoint: ReadonlyMap<number, number>;
  /** Disk: cleaner-offset-checkpoint, the first offset that no round has cleaned, by replica key. */
  cleanerCheckpoint: ReadonlyMap<number, number>;
  /** Disk: partition directories that are not what their logs would write, by replica key; `disk/raw-directories.ts`. */
  rawDirectories: ReadonlyMap<number, RawDirectory>;
  /** What the last start cut from logs, by replica key. */
  recoveries: ReadonlyMap<number, LogRecovery>;
  /** Disk: directories of replicas that are gone. */
  deletedDirectories: readonly DeletedDirectory[];
  /** Absent: appends take no time, and there is room. */
  disk?: DiskTrouble;
  /** What reached the process while it stands still (SIGSTOP), in order; null: it runs. */
  frozen: SimEvent[] | null;
  image: MetadataImage;
  /** The node it takes for the leader of the metadata quorum, which is the active controller; −1: none. */
  quorumLeader: number;
  /** What the publisher has put into effect; trails `image` inside one step only. */
  fetchers: Map<number, Fetcher>;
  isrChanges: readonly IsrChange[];
  /** Changes in the AlterPartition request in flight. */
  isrInFlight: readonly IsrChange[];
  creatingOffsetsTopic: boolean;
  /** Bytes of replication that count against its throttled rates. */
  quota: QuotaSamples;
  /** null: nobody has asked for one yet. */
  producerIds: ProducerIds | null;
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
    logsOpen: false,
    cleanShutdownEpoch: -1,
    previousBrokerEpoch: -1,
    highWatermarkCheckpoint: new Map(),
    recoveryPointCheckpoint: new Map(),
    logStartOffsetCheckpoint: new Map(),
    cleanerCheckpoint: new Map(),
    rawDirectories: new Map(),
    recoveries: new Map(),
    deletedDirectories: [],
    frozen: null,
    image: emptyImage,
    quorumLeader: -1,
    fetchers: new Map(),
    isrChanges: [],
    isrInFlight: [],
    creatingOffsetsTopic: false,
    quota: noQuotaSamples,
    producerIds: null,
    groupReplies: new Map(),
    groupStates: new Map(),
    nextCorrelationId: 1,
  };
}

export const copyBroker = (broker: Broker, cow: number): Broker => ({
  ...broker,
  cow,
  frozen: broker.frozen === null ? null : [...broker.frozen],
  fetchers: new Map(broker.fetchers),
  groupReplies: new Map(broker.groupReplies),
  groupStates: new Map(broker.groupStates),
});

export const isAlive = (broker: Broker): boolean =>
  broker.state === 'running' || broker.state === 'fenced' || broker.state === 'starting' || broker.state === 'stopping';
