/** What of one partition in a Fetch response decides its size. */
export interface SizedPartition {
  readonly topic: string;
  readonly recordBytes: number;
  readonly diverging: boolean;
}

const frameBytes = 4;
/** throttleTimeMs, errorCode, sessionId, and the count of tagged fields. */
const bodyBytes = 4 + 2 + 4 + 1;
/** topicId, tagged fields. */
const topicBytes = 16 + 1;
/** partitionIndex, errorCode, three offsets, no aborted transactions, preferredReadReplica, tagged fields. */
const partitionBytes = 4 + 2 + 3 * 8 + 1 + 4 + 1;
/** Tag, size, epoch, endOffset, tagged fields. */
const divergingBytes = 1 + 1 + 4 + 8 + 1;

/**
 * Bytes of a Fetch response (version 13 and later) with these partitions alone, as a leader counts them against its
 * quota: 16 when there are none. Neighbours of one topic share its id.
 * Source: org.apache.kafka.common.requests.FetchResponse.sizeOf, FetchResponse.json (4.3.1).
 */
export function fetchResponseBytes(partitions: readonly SizedPartition[]): number {
  const topics: { readonly name: string; partitions: number }[] = [];
  let bytes = frameBytes + bodyBytes;
  for (const { topic, recordBytes, diverging } of partitions) {
    const last = topics.at(-1);
    if (last?.name === topic) last.partitions += 1;
    else topics.push({ name: topic, partitions: 1 });
    bytes += partitionBytes + compactLength(recordBytes) + recordBytes + (diverging ? divergingBytes : 0);
  }
  for (const topic of topics) bytes += topicBytes + compactLength(topic.partitions);
  return bytes + compactLength(topics.length);
}

/** Bytes of an unsigned varint of length + 1, which stands before compact arrays and records. */
function compactLength(length: number): number {
  let bytes = 1;
  for (let rest = length + 1; rest >= 128; rest = Math.floor(rest / 128)) bytes += 1;
  return bytes;
}
