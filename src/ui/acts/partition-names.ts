import type { TopicPartition } from '../../kafka/protocol/requests.ts';

/** `orders-0, orders-1`, with commas or blanks between; null: one of them is not TOPIC-NUMBER. Each once. */
export function partitionsFrom(text: string): TopicPartition[] | null {
  const found = new Map<string, TopicPartition>();
  for (const name of text.split(/[\s,]+/).filter((it) => it !== '')) {
    // A topic's name may itself end with a number.
    const [, topic, digits] = /^(.+)-(\d{1,6})$/.exec(name) ?? [];
    if (topic === undefined || digits === undefined) return null;
    const partition = Number(digits);
    found.set(`${topic}-${partition}`, { topic, partition });
  }
  return [...found.values()];
}
