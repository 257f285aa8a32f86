import { assert } from '../../../../base/assert.ts';
import { fromHex } from '../../../../base/hex.ts';
import {
  appendAsLeader,
  assignEpoch,
  type CommittedRead,
  createLog,
  defaultLogConfig,
  endOffsetForEpoch,
  incrementLogStartOffset,
  type LogRead,
  lastStableOffset,
  offsetForTimestamp,
  onHighWatermarkUpdated,
  type PartitionLog,
  readCommitted,
  readLog,
  truncateTo,
} from '../../../log/partition-log.ts';
import type {
  FetchPartition,
  FetchPartitionResponse,
  FetchRequest,
  KafkaResponse,
  ListOffsetsRequest,
  MetadataRequest,
  MetadataTopic,
  OffsetForLeaderEpochRequest,
  TopicPartition,
} from '../../../protocol/requests.ts';
import { type EncodeOptions, encodeBatch } from '../../../record/record-batch.ts';

type IsolationLevel = FetchRequest['isolationLevel'];

interface Transaction {
  readonly producerId: number;
  readonly partitions: Set<PartitionLog>;
}

const value = new Uint8Array(10);

const isCommitted = (read: LogRead | CommittedRead): read is CommittedRead => 'aborted' in read;

/** The partitions of the one broker: real logs, replicated at once. */
export class ToyLogs {
  readonly topics = new Map<string, PartitionLog[]>();
  private readonly topicIds = new Map<string, number>();
  private readonly transactions = new Map<string, Transaction>();
  private readonly sequences = new Map<string, number>();
  /** Of partitions that changed their leader. */
  private readonly leaderEpochs = new Map<PartitionLog, number>();
  private readonly nowMs: () => number;

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  createTopic(topic: string, partitions: number): void {
    this.topicIds.set(topic, (this.topicIds.get(topic) ?? 0) + 1);
    this.topics.set(topic, []);
    this.addPartitions(topic, partitions);
  }

  addPartitions(topic: string, total: number): void {
    const logs = this.topics.get(topic) ?? [];
    while (logs.length < total) {
      const log = createLog(topic, logs.length, this.topicId(topic), 0, this.nowMs());
      assignEpoch(log, 0, 0);
      logs.push(log);
    }
  }

  deleteRecords(topic: string, partition: number, before: number): void {
    const log = this.log(topic, partition);
    const moved = incrementLogStartOffset(log, before, log.logEndOffset);
    assert(moved.ok, `${before} lies in ${topic}-${partition}`);
  }

  /** An unclean election: the new leader has only what lies before `keeps`. */
  electUncleanly(topic: string, partition: number, keeps: number): void {
    const log = this.log(topic, partition);
    const epoch = this.leaderEpoch(log) + 1;
    truncateTo(log, keeps);
    this.leaderEpochs.set(log, epoch);
    assignEpoch(log, epoch, log.logEndOffset);
  }

  private leaderEpoch = (log: PartitionLog): number => this.leaderEpochs.get(log) ?? 0;

  produce(topic: string, partition: number, count: number, ageMs = 0): void {
    this.append(this.log(topic, partition), count, ageMs, {});
  }

  /** What a transactional producer writes; the first such record begins a transaction. */
  produceInTransaction(id: string, topic: string, partition: number, count: number): void {
    const known = this.transactions.get(id) ?? { producerId: 1000 + this.transactions.size, partitions: new Set() };
    this.transactions.set(id, known);
    const { producerId } = known;
    const log = this.log(topic, partition);
    const of = `${producerId} ${topic}-${partition}`;
    const baseSequence = this.sequences.get(of) ?? 0;
    this.sequences.set(of, baseSequence + count);
    this.append(log, count, 0, { producerId, producerEpoch: 0, baseSequence, transactional: true });
    known.partitions.add(log);
  }

  /** The markers that the transaction coordinator has the leaders write. */
  endTransaction(id: string, end: 'commit' | 'abort'): void {
    const known = this.transactions.get(id);
    assert(known !== undefined, `there is a transaction of ${id}`);
    const { producerId, partitions } = known;
    const key = fromHex(end === 'abort' ? '00000000' : '00000001');
    const marker = { producerId, producerEpoch: 0, transactional: true, controlBatch: true };
    for (const log of partitions) {
      const record = { timestamp: this.nowMs(), key, value: fromHex('000000000000') };
      this.appendBatch(log, encodeBatch([record], marker), 'COORDINATOR');
    }
    partitions.clear();
  }

  private append(log: PartitionLog, count: number, ageMs: number, options: EncodeOptions): void {
    const timestamp = this.nowMs() - ageMs;
    const records = Array.from({ length: count }, () => ({ timestamp, key: null, value }));
    this.appendBatch(log, encodeBatch(records, options), 'CLIENT');
  }

  private appendBatch(
    log: PartitionLog,
    batch: Parameters<typeof appendAsLeader>[1],
    origin: 'CLIENT' | 'COORDINATOR',
  ): void {
    const appended = appendAsLeader(log, batch, this.leaderEpoch(log), this.nowMs(), defaultLogConfig, origin);
    assert(appended.ok, `a record for ${log.topic}-${log.partition} is taken`);
    onHighWatermarkUpdated(log, log.logEndOffset);
  }

  private log(topic: string, partition: number): PartitionLog {
    const log = this.topics.get(topic)?.[partition];
    assert(log !== undefined, `${topic}-${partition} exists`);
    return log;
  }

  endOffset = (topic: string, partition: number): number => this.log(topic, partition).logEndOffset;

  private topicId = (topic: string): string => `${topic}#${this.topicIds.get(topic) ?? 0}`;

  metadata(request: MetadataRequest): KafkaResponse {
    const topics = (request.topics ?? [...this.topics.keys()]).map((name): MetadataTopic => {
      const partitions = this.topics.get(name);
      if (partitions === undefined) return { error: 'UNKNOWN_TOPIC_OR_PARTITION', name, topicId: '', partitions: [] };
      const known = { error: 'NONE', leader: 1, replicas: [1], isr: [1] } as const;
      const all = partitions.map((log) => ({ ...known, leaderEpoch: this.leaderEpoch(log) }));
      return { error: 'NONE', name, topicId: this.topicId(name), partitions: all };
    });
    return { api: 'Metadata', brokers: [{ nodeId: 1, rack: null }], controllerId: 100, topics };
  }

  offsetForLeaderEpoch({ partitions }: OffsetForLeaderEpochRequest): KafkaResponse {
    const responses = partitions.map(({ topic, partition, currentLeaderEpoch, leaderEpoch }) => {
      const log = this.topics.get(topic)?.[partition];
      const error =
        log === undefined ? ('UNKNOWN_TOPIC_OR_PARTITION' as const) : this.epochError(log, currentLeaderEpoch);
      const end = log === undefined || error !== 'NONE' ? undefined : endOffsetForEpoch(log, leaderEpoch);
      return { topic, partition, error, leaderEpoch: end?.epoch ?? -1, endOffset: end?.endOffset ?? -1 };
    });
    return { api: 'OffsetForLeaderEpoch', responses };
  }

  private epochError(log: PartitionLog, asked: number): 'NONE' | 'FENCED_LEADER_EPOCH' | 'UNKNOWN_LEADER_EPOCH' {
    const epoch = this.leaderEpoch(log);
    if (asked < 0 || asked === epoch) return 'NONE';
    return asked < epoch ? 'FENCED_LEADER_EPOCH' : 'UNKNOWN_LEADER_EPOCH';
  }

  /** Where an isolation level's view of a partition begins and ends. */
  bounds({ topic, partition }: TopicPartition): { start: number; highWatermark: number; lastStableOffset: number } {
    const log = this.log(topic, partition);
    const { logStartOffset: start, logEndOffset: highWatermark } = log;
    return { start, highWatermark, lastStableOffset: lastStableOffset(log, highWatermark) };
  }

  listOffsets({ isolationLevel, partitions }: ListOffsetsRequest): KafkaResponse {
    const responses = partitions.map(({ topic, partition, timestamp }) => {
      const exists = this.topics.get(topic)?.[partition] !== undefined;
      const error = exists ? ('NONE' as const) : ('UNKNOWN_TOPIC_OR_PARTITION' as const);
      const offset = exists ? this.offsetAt(topic, partition, timestamp, isolationLevel) : -1;
      return { topic, partition, error, timestamp: -1, offset, leaderEpoch: 0 };
    });
    return { api: 'ListOffsets', responses };
  }

  private offsetAt(topic: string, partition: number, timestamp: number, isolationLevel: IsolationLevel): number {
    const { start, highWatermark, lastStableOffset: stable } = this.bounds({ topic, partition });
    const end = isolationLevel === 'read_committed' ? stable : highWatermark;
    if (timestamp === -2) return start;
    if (timestamp === -1) return end;
    const found = offsetForTimestamp(this.log(topic, partition), timestamp)?.offset ?? -1;
    return found < end ? found : -1;
  }

  fetchPartition(asked: FetchPartition, isolation: IsolationLevel): FetchPartitionResponse {
    const { topic, partition, fetchOffset } = asked;
    const log = this.topics.get(topic)?.[partition];
    const answer = { topic, partition, divergingEpoch: null, records: [] };
    if (log === undefined) {
      const none = { highWatermark: -1, lastStableOffset: -1, logStartOffset: -1 };
      return { ...answer, ...none, error: 'UNKNOWN_TOPIC_OR_PARTITION' };
    }
    const { start: logStartOffset, highWatermark, lastStableOffset: stable } = this.bounds({ topic, partition });
    const known = { ...answer, highWatermark, lastStableOffset: stable, logStartOffset };
    const error = this.epochError(log, asked.currentLeaderEpoch);
    if (error !== 'NONE') return { ...known, error };
    const read: CommittedRead | LogRead | 'OFFSET_OUT_OF_RANGE' =
      isolation === 'read_committed'
        ? readCommitted(log, fetchOffset, 1_048_576, stable, true)
        : readLog(log, fetchOffset, 1_048_576, highWatermark, true);
    if (read === 'OFFSET_OUT_OF_RANGE') return { ...known, error: read };
    const fetched = { ...known, error: 'NONE', records: read.batches } as const;
    return isCommitted(read) ? { ...fetched, abortedTransactions: read.aborted ?? [] } : fetched;
  }
}
