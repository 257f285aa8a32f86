import type { TopicPartition } from '../../protocol/requests.ts';
import { encodeBatch, type RecordBatch, withProducerState } from '../../record/record-batch.ts';
import { learnRatio } from './compression-ratio.ts';
import type { ProducerContext } from './effects.ts';
import { stopsDrain, takeSequence } from './idempotence.ts';
import { leaderOf } from './metadata-state.ts';
import { isBackingOff, noteLeaderEpoch, type ProducerBatch } from './producer-batch.ts';
import { batchOf, type Producer, queueKey } from './producer-state.ts';
import { epochOf } from './ready.ts';

/** Cluster.partitionsForNode. */
function partitionsLedBy(p: Producer, node: number): TopicPartition[] {
  const led: TopicPartition[] = [];
  for (const [topic, { partitions }] of p.metadata.topics) {
    for (let partition = 0; partition < partitions.length; partition++) {
      if (leaderOf(p.metadata, topic, partition) === node) led.push({ topic, partition });
    }
  }
  return led;
}

/**
 * One batch of each partition that the node leads, up to max.request.size; the first one always goes. The next time
 * begins where this one stopped, so that no partition starves. Source: RecordAccumulator.drainBatchesForOneNode (4.3.1).
 */
export function drainNode(p: Producer, node: number, ctx: ProducerContext): ProducerBatch[] {
  const parts = partitionsLedBy(p, node);
  const drained: ProducerBatch[] = [];
  if (parts.length === 0) return drained;
  const start = (p.drainIndexes.get(node) ?? 0) % parts.length;
  let size = 0;
  for (let turn = 0; turn < parts.length; turn++) {
    const index = (start + turn) % parts.length;
    p.drainIndexes.set(node, index);
    const { topic, partition } = parts[index] as TopicPartition;
    const key = queueKey(topic, partition);
    const queue = p.queues.get(key);
    const [id] = queue?.batches ?? [];
    if (queue === undefined || id === undefined || p.muted.has(key)) continue;
    const first = batchOf(p, id);
    noteLeaderEpoch(first, epochOf(p, queue));
    if (isBackingOff(first, ctx.nowUs)) continue;
    if (drained.length > 0 && size + first.sizeInBytes > p.config.maxRequestSize) break;
    if (stopsDrain(p, first)) break;
    queue.batches.shift();
    takeSequence(p, first);
    size += close(p, first).sizeInBytes;
    drained.push(first);
  }
  return drained;
}

/** ProducerBatch.close: compressed once, however often it is sent; only a new sequence is written into its header. */
function close(p: Producer, batch: ProducerBatch): RecordBatch {
  const { producerId, producerEpoch, baseSequence } = batch;
  batch.closed = true;
  batch.sequenceReset = false;
  if (batch.encoded === null) {
    const { compression } = p.config;
    const options = { compression: compression.type, compressionLevel: compression.level };
    batch.encoded = encodeBatch(batch.records, { ...options, producerId, producerEpoch, baseSequence });
    batch.sizeInBytes = batch.encoded.sizeInBytes;
    learnRatio(p.compressionRatios, batch.topic, compression, batch.recordBytes, batch.sizeInBytes);
  } else {
    batch.encoded = withProducerState(batch.encoded, producerId, producerEpoch, baseSequence);
  }
  return batch.encoded;
}
