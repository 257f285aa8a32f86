import { msToUs } from '../../../base/units.ts';
import { updateLoadStats } from '../../record/built-in-partitioner.ts';
import { isExhausted } from './buffer-memory.ts';
import type { ProducerContext } from './effects.ts';
import { leaderOf } from './metadata-state.ts';
import { isBackingOff, isFull, noteLeaderEpoch } from './producer-batch.ts';
import { type BatchQueue, batchOf, isFlushing, type Producer, queueKey } from './producer-state.ts';

export interface Ready {
  readonly nodes: readonly number[];
  /** When something that is not ready yet will be. */
  readonly nextUs: number;
  /** Something waits whose leader is not known. */
  readonly unknownLeaders: boolean;
}

/** Nodes that lead a partition with a batch that may be sent. Source: RecordAccumulator.ready (4.3.1). */
export function readyNodes(p: Producer, ctx: ProducerContext): Ready {
  const nodes = new Set<number>();
  let nextUs = Number.POSITIVE_INFINITY;
  let unknownLeaders = false;
  const sendsAll = isExhausted(p) || isFlushing(p) || p.closeUntilUs >= 0;
  for (const [key, queue] of p.queues) {
    const [id] = queue.batches;
    if (id === undefined) continue;
    const first = batchOf(p, id);
    noteLeaderEpoch(first, epochOf(p, queue));
    const leader = leaderOf(p.metadata, queue.topic, queue.partition);
    if (leader < 0) {
      unknownLeaders = true;
      continue;
    }
    if (nodes.has(leader) || p.muted.has(key)) continue;
    const isRetry = isBackingOff(first, ctx.nowUs);
    const waitsUs = isRetry ? first.backoffUs : msToUs(p.config.lingerMs);
    const readyUs = first.lastAttemptUs + waitsUs;
    const sendable = sendsAll || queue.batches.length > 1 || isFull(first) || ctx.nowUs >= readyUs;
    if (sendable && !isRetry) nodes.add(leader);
    else nextUs = Math.min(nextUs, Math.max(readyUs, ctx.nowUs));
  }
  if (p.config.partitionerAdaptive) updateLoad(p);
  return { nodes: [...nodes], nextUs, unknownLeaders };
}

export const epochOf = (p: Producer, { topic, partition }: BatchQueue): number =>
  p.metadata.topics.get(topic)?.partitions[partition]?.leaderEpoch ?? -1;

/**
 * Queue lengths for the adaptive partitioner, once every partition of the topic has had a queue (KIP-794); without
 * partitions that have no leader, and those whose node takes nothing for partitioner.availability.timeout.ms.
 */
function updateLoad(p: Producer): void {
  for (const [name, state] of p.sticky) {
    const topic = p.metadata.topics.get(name);
    const queues = [...p.queues.values()].filter((queue) => queue.topic === name);
    if (topic === undefined || queues.length < topic.partitions.length) {
      updateLoadStats(state, null, [], 0);
      continue;
    }
    queues.sort((a, b) => a.partition - b.partition);
    const counted = queues.filter(({ partition }) => isAvailable(p, name, partition));
    const ids = counted.map(({ partition }) => partition);
    const sizes = counted.map(({ batches }) => batches.length);
    // Those left out count for the length of the list only.
    const padding = queues.slice(counted.length).map(() => 0);
    updateLoadStats(state, [...sizes, ...padding], [...ids, ...padding], counted.length);
  }
}

function isAvailable(p: Producer, topic: string, partition: number): boolean {
  const leader = leaderOf(p.metadata, topic, partition);
  if (leader < 0) return false;
  const timeoutUs = msToUs(p.config.partitionerAvailabilityTimeoutMs);
  const latency = p.nodeLatencies.get(leader);
  if (timeoutUs <= 0 || latency === undefined) return true;
  // Only a queue with something in it is looked at.
  if ((p.queues.get(queueKey(topic, partition))?.batches.length ?? 0) === 0) return true;
  return latency.readyUs - latency.drainUs <= timeoutUs;
}

/** RecordAccumulator.updateNodeLatencyStats. */
export function noteNodeLatency(p: Producer, node: number, canDrain: boolean, nowUs: number): void {
  if (p.config.partitionerAvailabilityTimeoutMs <= 0) return;
  const drainUs = canDrain ? nowUs : (p.nodeLatencies.get(node)?.drainUs ?? nowUs);
  p.nodeLatencies.set(node, { readyUs: nowUs, drainUs });
}
