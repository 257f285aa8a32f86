import type { FetchRequest, ProduceResponse, TopicPartition } from '../../kafka/protocol/requests.ts';
import type { ReplyTo } from '../network.ts';

/** What waits in a broker's purgatory. Immutable. */
export type DelayedOperation = DelayedProduce | DelayedFetch | DelayedAppend;

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
