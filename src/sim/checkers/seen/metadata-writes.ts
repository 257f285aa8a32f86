import type { MetadataImage, PartitionRegistration } from '../../../kafka/controller/metadata-image.ts';
import type { MetadataRecord } from '../../../kafka/controller/metadata-records.ts';
import { fromPartitionRecord, mergePartitionChange } from '../../../kafka/controller/partition-registration.ts';
import { isControlBatch } from '../../../kafka/record/record-batch.ts';
import { metadataKey } from '../../broker/metadata-listener.ts';
import type { Controller } from '../../controller/controller-state.ts';
import { batchesAfter, imageWith, recordsOf } from '../../metadata-log.ts';
import type { SimState } from '../../state.ts';
import type { MetadataWrite, PartitionChange } from './step.ts';

/** What has been committed to the metadata log since `image`, write by write, from the controller that knows most. */
export function committedWrites(s: SimState, image: MetadataImage): MetadataWrite[] {
  let knows: Controller | null = null;
  for (const controller of s.controllers.values()) {
    if (controller.committed.offset > (knows?.committed.offset ?? image.offset)) knows = controller;
  }
  const log = knows === null ? undefined : s.logs.get(metadataKey(s, knows.id));
  if (knows === null || log === undefined) return [];
  const writes: MetadataWrite[] = [];
  let before = image;
  for (const batch of batchesAfter(log, image.offset, knows.committed.offset + 1)) {
    const after = imageWith(before, batch);
    const records = isControlBatch(batch) ? [] : recordsOf(batch);
    writes.push({ before, after, records, changes: changesOf(before, after, records) });
    before = after;
  }
  return writes;
}

function changesOf(
  before: MetadataImage,
  after: MetadataImage,
  records: readonly MetadataRecord[],
): readonly PartitionChange[] {
  if (before.topics === after.topics) return [];
  const names = new Map<string, string>();
  for (const image of [before, after]) for (const topic of image.topics.values()) names.set(topic.topicId, topic.name);
  const now = new Map<string, PartitionRegistration>();
  const changes: PartitionChange[] = [];
  const change = (topicId: string, partition: number, to: (was: PartitionRegistration) => PartitionRegistration) => {
    const topic = names.get(topicId) ?? '';
    const was = now.get(`${topicId}/${partition}`) ?? before.topics.get(topic)?.partitions[partition];
    if (was === undefined) return;
    const is = to(was);
    now.set(`${topicId}/${partition}`, is);
    changes.push({ topic, topicId, partition, was, is });
  };
  for (const record of records) {
    if (record.type === 'PartitionRecord') {
      const { topicId, partitionId: partition } = record;
      const is = fromPartitionRecord(record);
      now.set(`${topicId}/${partition}`, is);
      changes.push({ topic: names.get(topicId) ?? '', topicId, partition, was: null, is });
    } else if (record.type === 'PartitionChangeRecord') {
      change(record.topicId, record.partitionId, (was) => mergePartitionChange(was, record));
    } else if (record.type === 'ClearElrRecord') {
      for (const topic of before.topics.values()) {
        if (record.topicName !== '' && record.topicName !== topic.name) continue;
        for (const [partition, { elr, lastKnownElr }] of topic.partitions.entries()) {
          if (elr.length + lastKnownElr.length === 0) continue;
          change(topic.topicId, partition, (was) => ({
            ...was,
            elr: [],
            lastKnownElr: [],
            partitionEpoch: was.partitionEpoch + 1,
          }));
        }
      }
    }
  }
  return changes;
}
