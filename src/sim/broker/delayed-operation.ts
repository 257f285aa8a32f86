import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import type { FetchRequest, ProduceResponse, TopicPartition } from '../../kafka/protocol/requests.ts';
import type { ReplyTo } from '../network.ts';

/** What waits in a broker's purgatory. Immutable. */
export type DelayedOperation = DelayedProduce | DelayedFetch | DelayedAppend | DelayedDeleteRecords;

/** acks=all: answers when every partition's high watermark has passed what was appended. */
export interface DelayedProduce {
  readonly kind: 'produce';
  readonly id: number;
  readonly broker: number;
  readonly reply: ReplyTo;
  readonly waits: readonly (TopicPartition & { readonly key: number; readonly requiredOffset: number })[];
  readonly responses: ProduceResponse['responses'];
}

export interface DelayedFetch {
  readonly kind: 'fetch';
  readonly id: number;
  readonly broker: number;
  readonly reply: ReplyTo;
  readonly request: FetchRequest;
  readonly keys: readonly number[];
}

/** A group coordinator's own write to `__consumer_offsets`. */
export interface DelayedAppend {
  readonly kind: 'append';
  readonly id: number;
  readonly broker: number;
  readonly key: number;
  readonly partition: number;
  readonly appendId: number;
  readonly requiredOffset: number;
}

/** A partition of DeleteRecords: refused, or done on the leader and waiting for its followers. */
export interface DeletedRecords extends TopicPartition {
  /** −1 with an error. */
  readonly key: number;
  readonly requiredOffset: number;
  readonly error: ErrorCode;
}

export interface DelayedDeleteRecords {
  readonly kind: 'delete-records';
  readonly id: number;
  readonly broker: number;
  readonly reply: ReplyTo;
  readonly partitions: readonly DeletedRecords[];
}
