import { heapPop, heapPush } from '../base/binary-heap.ts';
import type {
  FetchRequest,
  FetchResponse,
  KafkaRequest,
  KafkaResponse,
  ProduceRequest,
} from '../kafka/protocol/requests.ts';
import type { ReplyTo } from './network.ts';

/** Something that will happen. Immutable: checkpoints share events and copy only the heap's array. */
export type SimEvent = { readonly at: number; readonly sequence: number } & EventBody;

export type EventBody =
  | {
      readonly kind: 'request';
      readonly connection: number;
      readonly connectionEpoch: number;
      readonly correlationId: number;
      readonly from: number;
      readonly to: number;
      readonly request: KafkaRequest;
      readonly sentAt: number;
      readonly bytes: number;
      /** It reached a process that stood still: it will be read even if its connection has closed since. */
      readonly received?: true;
    }
  | {
      readonly kind: 'response';
      readonly connection: number;
      readonly connectionEpoch: number;
      readonly correlationId: number;
      readonly from: number;
      readonly to: number;
      readonly request: KafkaRequest;
      readonly response: KafkaResponse;
      readonly sentAt: number;
      readonly bytes: number;
    }
  /** The requester learns that its connection closed, or was `refused`, before the answer came. */
  | {
      readonly kind: 'disconnected';
      readonly refused: boolean;
      readonly to: number;
      readonly peer: number;
      readonly correlationId: number;
      readonly request: KafkaRequest;
    }
  /** `token` names the setting of the timer: a newer one under the same key makes it void. */
  | { readonly kind: 'timer'; readonly node: number; readonly key: string; readonly token: number }
  /** A slow disk has taken what this request, or this answer to a Fetch, brings. */
  | {
      readonly kind: 'written';
      readonly to: number;
      /** Of the broker's process. */
      readonly incarnation: number;
      readonly work:
        | { readonly kind: 'request'; readonly request: ProduceRequest; readonly reply: ReplyTo }
        | {
            readonly kind: 'response';
            readonly from: number;
            readonly correlationId: number;
            readonly request: FetchRequest;
            readonly response: FetchResponse;
          };
    }
  /** A delayed produce or fetch reaches its time limit. */
  | { readonly kind: 'delayed-expiry'; readonly operation: number };

const before = (x: SimEvent, y: SimEvent): boolean => (x.at === y.at ? x.sequence < y.sequence : x.at < y.at);

/** The order of events, for sorting. */
export const compareEvents = (x: SimEvent, y: SimEvent): number => x.at - y.at || x.sequence - y.sequence;

/** Puts an event in: order is (time, sequence). */
export const pushEvent = (queue: SimEvent[], event: SimEvent): void => heapPush(queue, event, before);
export const popEvent = (queue: SimEvent[]): SimEvent | undefined => heapPop(queue, before);
