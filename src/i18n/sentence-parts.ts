import { type Code, code } from './words.ts';

/** `orders-0`, as Kafka's tools and logs write a partition. */
export function partitionCode(at: { readonly topic: string; readonly partition: number }): Code {
  return code(partitionName(at));
}

export function partitionName(at: { readonly topic: string; readonly partition: number }): string {
  return `${at.topic}-${at.partition}`;
}

/** `[1, 2, 3]` */
export function idList(ids: readonly number[]): Code {
  return code(`[${ids.join(', ')}]`);
}

/** The non-negative hash that Kafka takes modulo the number of partitions (Utils.toPositive). */
export function toPositive(hash: number): number {
  return hash & 0x7fffffff;
}

/** Records between offsets before and after; where nothing was committed nothing is read again or skipped. */
export function movedRecords(offsets: readonly { readonly before: number; readonly after: number }[]): {
  readonly again: number;
  readonly skipped: number;
} {
  let [again, skipped] = [0, 0];
  for (const { before, after } of offsets) {
    if (before < 0) continue;
    again += Math.max(0, before - after);
    skipped += Math.max(0, after - before);
  }
  return { again, skipped };
}
