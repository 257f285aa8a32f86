import type { EpochEnd } from '../replication/truncation.ts';
import { info, type LogLine, nameOf, type PartitionName, warn } from './log-line.ts';

/* The lines of kafka.server.{ReplicaFetcherManager,ReplicaFetcherThread}, most of them in AbstractFetcherThread (4.3.1). */

const manager = 'kafka.server.ReplicaFetcherManager';
const thread = 'kafka.server.ReplicaFetcherThread';

export interface InitialFetch extends PartitionName {
  readonly topicId: string;
  readonly leaderEpoch: number;
  readonly offset: number;
}

/** addPartitionsToFetcherThread. A broker's host is `broker-ID` here. */
export function addedFetcher(broker: number, leader: number, partitions: readonly InitialFetch[]): LogLine {
  const endPoint = `BrokerEndPoint[id=${leader}, host=broker-${leader}, port=9092]`;
  const entries = partitions.map(
    (at) => `${nameOf(at)} -> InitialFetchState(Some(${at.topicId}),${endPoint},${at.leaderEpoch},${at.offset})`,
  );
  const text = `Added fetcher to broker ${leader} for partitions HashMap(${entries.join(', ')})`;
  return info(manager, `[ReplicaFetcherManager on broker ${broker}] ${text}`);
}

/** removeFetcherForPartitions: said of every partition that is to be led or followed anew, fetched or not. */
export const removedFetcher = (broker: number, partitions: readonly PartitionName[]): LogLine =>
  info(
    manager,
    `[ReplicaFetcherManager on broker ${broker}] Removed fetcher for partitions Set(${partitions.map(nameOf).join(', ')})`,
  );

const ident = (broker: number, leader: number): string =>
  `[ReplicaFetcher replicaId=${broker}, leaderId=${leader}, fetcherId=0] `;

/** OffsetTruncationState.toString. */
const stateText = (offset: number, done: boolean): string => `TruncationState(offset=${offset}, completed=${done})`;

/** truncateToHighWatermark: of a replica whose epoch cache is empty. */
export const truncatingToHighWatermark = (
  broker: number,
  leader: number,
  at: PartitionName,
  highWatermark: number,
): LogLine =>
  info(
    thread,
    `${ident(broker, leader)}Truncating partition ${nameOf(at)} with ${stateText(highWatermark, true)} due to local high watermark ${highWatermark}`,
  );

export interface EpochTruncation {
  readonly leaderEnd: EpochEnd;
  /** The replica's own end of that epoch, or of the one below; undefined: it knows none. */
  readonly own: EpochEnd | undefined;
  readonly offset: number;
  readonly done: boolean;
}

/** getOffsetTruncationState and maybeTruncateToEpochEndOffsets. */
export function truncatingToEpoch(
  broker: number,
  leader: number,
  at: PartitionName,
  { leaderEnd, own, offset, done }: EpochTruncation,
): LogLine[] {
  const lines: LogLine[] = [];
  const based = `${ident(broker, leader)}Based on replica's leader epoch, leader replied with`;
  if (leaderEnd.endOffset < 0) {
    const initial = `The initial fetch offset ${offset} will be used for truncation.`;
    lines.push(warn(thread, `${based} an unknown offset in ${nameOf(at)}. ${initial}`));
  } else if (own === undefined) {
    const only = `The leader's offset only ${leaderEnd.endOffset} will be used for truncation.`;
    lines.push(
      warn(thread, `${based} epoch ${leaderEnd.epoch} below any replica's tracked epochs for ${nameOf(at)}. ${only}`),
    );
  } else if (!done) {
    const next = `Will truncate to ${offset} and send another leader epoch request to the leader.`;
    lines.push(info(thread, `${based} epoch ${leaderEnd.epoch} unknown to the replica for ${nameOf(at)}. ${next}`));
  }
  const end = `errorCode=0, partition=${at.partition}, leaderEpoch=${leaderEnd.epoch}, endOffset=${leaderEnd.endOffset}`;
  const what = `Truncating partition ${nameOf(at)} with ${stateText(offset, done)}`;
  lines.push(info(thread, `${ident(broker, leader)}${what} due to leader epoch and offset EpochEndOffset(${end})`));
  return lines;
}

/** fetchOffsetAndTruncate: the leader's log ends below the replica's. */
export const resetToLeaderEnd = (
  broker: number,
  leader: number,
  at: PartitionName,
  from: number,
  to: number,
): LogLine =>
  warn(
    thread,
    `${ident(broker, leader)}Reset fetch offset for partition ${nameOf(at)} from ${from} to current leader's latest offset ${to}`,
  );

/** fetchOffsetAndTruncate: the leader's log starts above the replica's end. */
export const truncatedFully = (broker: number, leader: number, at: PartitionName, from: number, to: number): LogLine =>
  warn(
    thread,
    `${ident(broker, leader)}Truncate fully and reset fetch offset for partition ${nameOf(at)} from ${from} to the current leader's start offset ${to} because the local replica's end offset is smaller than the current leader's start offsets.`,
  );

/** fetchOffsetAndTruncate: the replica's end lies within the leader's log after all. */
export const resetToOwnEnd = (broker: number, leader: number, at: PartitionName, from: number, to: number): LogLine =>
  info(
    thread,
    `${ident(broker, leader)}Reset fetch offset for partition ${nameOf(at)} from ${from} to the current local replica's end offset ${to}`,
  );

/** handleOutOfRangeError, once it has a new offset. */
export const outOfRange = (broker: number, leader: number, at: PartitionName, from: number, to: number): LogLine =>
  info(
    thread,
    `${ident(broker, leader)}Current offset ${from} for partition ${nameOf(at)} is out of range, which typically implies a leader change. Reset fetch offset to ${to}`,
  );

/** onPartitionFenced, of a partition whose epoch has not changed since it asked; then markPartitionFailed. */
export const fencedPartition = (broker: number, leader: number, at: PartitionName, epoch: number): LogLine[] => [
  info(
    thread,
    `${ident(broker, leader)}Partition ${nameOf(at)} has an older epoch (${epoch}) than the current leader. Will await the new LeaderAndIsr state before resuming fetching.`,
  ),
  partitionFailed(broker, leader, at),
];

/** markPartitionFailed. */
export const partitionFailed = (broker: number, leader: number, at: PartitionName): LogLine =>
  warn(thread, `${ident(broker, leader)}Partition ${nameOf(at)} marked as failed`);

/** processFetchRequest, the errors that pass by themselves while topics come and go. */
export const unknownToLeader = (
  broker: number,
  leader: number,
  at: PartitionName,
  error: 'UNKNOWN_TOPIC_OR_PARTITION' | 'UNKNOWN_TOPIC_ID',
): LogLine =>
  warn(
    thread,
    `${ident(broker, leader)}Received ${error} from the leader for partition ${nameOf(at)}. This error may be returned transiently when the partition is being created or deleted, but it is not expected to persist.`,
  );

/** A Fetch of a follower, as FetchRequest.Builder prints it. */
export interface LostFetch {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly partitions: readonly (PartitionName & {
    readonly topicId: string;
    readonly fetchOffset: number;
    readonly logStartOffset: number;
    readonly partitionMaxBytes: number;
    readonly currentLeaderEpoch: number;
    readonly lastFetchedEpoch: number;
  })[];
}

/**
 * processFetchRequest: the leader could not be reached (`refused`), or the connection broke. The exception stands on the
 * next line (NetworkClientUtils). Fetch sessions have no numbers here: each request counts as the first of one.
 */
export function fetchFailed(broker: number, leader: number, fetch: LostFetch, refused: boolean): LogLine {
  const data = fetch.partitions.map((at) => {
    const offsets = `fetchOffset=${at.fetchOffset}, logStartOffset=${at.logStartOffset}, maxBytes=${at.partitionMaxBytes}`;
    const epochs = `currentLeaderEpoch=${javaOptional(at.currentLeaderEpoch)}, lastFetchedEpoch=${javaOptional(at.lastFetchedEpoch)}`;
    return `${nameOf(at)}=PartitionData(topicId=${at.topicId}, ${offsets}, ${epochs})`;
  });
  const limits = `maxWait=${fetch.maxWaitMs}, minBytes=${fetch.minBytes}, maxBytes=${fetch.maxBytes}`;
  const session = 'metadata=(sessionId=INVALID, epoch=INITIAL)';
  const rest = `isolationLevel=read_uncommitted, removed=, replaced=, ${session}, rackId=`;
  const request = `(type=FetchRequest, replicaId=${broker}, ${limits}, fetchData={${data.join(', ')}}, ${rest})`;
  const why = refused
    ? `Connection to broker-${leader}:9092 (id: ${leader} rack: null isFenced: false) failed.`
    : `Connection to ${leader} was disconnected before the response was read`;
  const text = `Error in response for fetch request ${request}\njava.io.IOException: ${why}`;
  return warn(thread, ident(broker, leader) + text);
}

const javaOptional = (epoch: number): string => (epoch < 0 ? 'Optional.empty' : `Optional[${epoch}]`);
