import { offsetKey } from '../../kafka/group/shard.ts';
import { batchAt } from '../../kafka/log/partition-log.ts';
import { readRecords } from '../../kafka/record/record-batch.ts';
import { partitionName } from '../evidence.ts';
import type { RecordDetail } from '../snapshot.ts';
import { replicaKey, type SimState } from '../state.ts';
import type { Run } from '../timeline.ts';
import { groupViews } from './client-views.ts';
import { committedImage } from './committed-image.ts';
import { leaderHighWatermark } from './partition-views.ts';

/** Everything about one record; null when no log holds it now. The leader's copy comes before others. */
export function recordDetail(run: Run, topic: string, partition: number, offset: number): RecordDetail | null {
  const s = run.state;
  if (!s.topicNumbers.has(topic)) return null;
  const leader = committedImage(s).topics.get(topic)?.partitions[partition]?.leader ?? -1;
  const brokers = [...s.brokers.keys()].sort((x, y) => Number(y === leader) - Number(x === leader) || x - y);
  const holders = brokers.filter((broker) => holds(s, broker, topic, partition, offset));
  const first = holders[0];
  const log = first === undefined ? undefined : s.logs.get(replicaKey(s, first, topic, partition));
  const batch = log === undefined ? undefined : batchAt(log, offset);
  const record = batch === undefined ? undefined : readRecords(batch).find((r) => r.offset === offset);
  if (batch === undefined || record === undefined) return null;
  const same = holders.filter((broker) => {
    const other = s.logs.get(replicaKey(s, broker, topic, partition));
    return other !== undefined && batchAt(other, offset)?.partitionLeaderEpoch === batch.partitionLeaderEpoch;
  });
  const highWatermark = leaderHighWatermark(s, topic, partition);
  return {
    topic,
    partition,
    offset,
    timestampMs: record.timestamp,
    key: record.key,
    value: record.value,
    headers: record.headers,
    leaderEpoch: batch.partitionLeaderEpoch,
    committed: highWatermark !== null && offset < highWatermark,
    batchBaseOffset: batch.baseOffset,
    batchLastOffset: batch.lastOffset,
    batchBytes: batch.sizeInBytes,
    crc: batch.crc,
    onBrokers: same.sort((x, y) => x - y),
    readBy: groupViews(s)
      .filter((group) => group.topics.includes(topic))
      .map((group) => ({
        group: group.id,
        read: (s.evidence.delivered.get(`${group.id}/${partitionName(topic, partition)}`) ?? 0) > offset,
        committed:
          (group.offsets.find((o) => offsetKey(o.topic, o.partition) === offsetKey(topic, partition))?.committed ??
            -1) > offset,
      })),
  };
}

function holds(s: SimState, broker: number, topic: string, partition: number, offset: number): boolean {
  const log = s.logs.get(replicaKey(s, broker, topic, partition));
  return log !== undefined && offset >= log.logStartOffset && offset < log.logEndOffset;
}
