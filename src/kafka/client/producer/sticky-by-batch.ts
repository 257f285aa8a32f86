import type { MetadataTopic } from '../../protocol/requests.ts';
import type { ProducerContext } from './effects.ts';
import { leaderOf } from './metadata-state.ts';
import type { Producer } from './producer-state.ts';

/**
 * The sticky partitioner of clients 2.4 to 3.2 (KIP-480): records without a key go to one partition until a batch of it
 * is begun anew, then to another one that has a leader. Source: StickyPartitionCache (2.8).
 */
export function currentSticky(p: Producer, topic: MetadataTopic, ctx: ProducerContext): number {
  return p.stickyByBatch.get(topic.name) ?? nextSticky(p, topic, -1, ctx);
}

/** A new batch is about to be made for `previous`: the next partition, which is kept. */
export function nextSticky(p: Producer, topic: MetadataTopic, previous: number, ctx: ProducerContext): number {
  const old = p.stickyByBatch.get(topic.name);
  // Somebody else has moved on already.
  if (old !== undefined && old !== previous) return old;
  const count = topic.partitions.length;
  const available = topic.partitions.flatMap((_, partition) =>
    leaderOf(p.metadata, topic.name, partition) >= 0 ? [partition] : [],
  );
  const others = available.length > 1 ? available.filter((partition) => partition !== old) : available;
  const next = others[ctx.random() % others.length] ?? ctx.random() % count;
  p.stickyByBatch.set(topic.name, next);
  return next;
}
