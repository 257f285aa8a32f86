import type { SimEvent } from '../../event-queue.ts';
import { firstClientNode, type SimState } from '../../state.ts';
import type { Answer, Sent } from './step.ts';

/** What was sent in a step, in the order in which it was sent. */
export interface Messages {
  readonly answers: Answer[];
  /** Requests of clients. */
  readonly sent: Sent[];
}

export const noMessages: Messages = { answers: [], sent: [] };

/**
 * What was sent since `sequence`, one event ago. What was put into the queue since lies on the ways from its last places
 * to its first: a push moves nothing else. When stale events were dropped meanwhile, the whole queue is read.
 */
export function messagesSince(s: Pick<SimState, 'sequence' | 'queue'>, sequence: number): Messages {
  const found = unorderedSince(s, sequence);
  if (found.answers.length > 1) found.answers.sort(bySequence);
  if (found.sent.length > 1) found.sent.sort(bySequence);
  return found;
}

const bySequence = (x: SimEvent, y: SimEvent): number => x.sequence - y.sequence;

function unorderedSince(s: Pick<SimState, 'sequence' | 'queue'>, sequence: number): Messages {
  const count = s.sequence - sequence;
  if (count <= 0) return noMessages;
  const { queue } = s;
  const found: Messages = { answers: [], sent: [] };
  let left = count;
  let low = Math.max(0, queue.length - count);
  let high = queue.length - 1;
  while (high >= 0 && low <= high) {
    left -= take(queue, low, high, sequence, found);
    if (left === 0) return found;
    if (low === 0) break;
    const above = (low - 1) >> 1;
    high = Math.min((high - 1) >> 1, low - 1);
    low = above;
  }
  if (low === 0 && queue.length === 0) return noMessages;
  found.answers.length = 0;
  found.sent.length = 0;
  take(queue, 0, queue.length - 1, sequence, found);
  return found;
}

/** How many of these places hold something new; the messages among them are added. */
function take(queue: readonly SimEvent[], low: number, high: number, sequence: number, found: Messages): number {
  let count = 0;
  for (let at = low; at <= high; at++) {
    const event = queue[at];
    if (event === undefined || event.sequence <= sequence) continue;
    count += 1;
    if (event.kind === 'response') found.answers.push(event);
    else if (event.kind === 'request' && event.from >= firstClientNode) found.sent.push(event);
  }
  return count;
}
