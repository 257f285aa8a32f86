import type { SimEvent } from '../../event-queue.ts';
import type { SimState } from '../../state.ts';
import type { Answer } from './step.ts';

const none: readonly Answer[] = [];

/**
 * The answers that were sent since `sequence`, one event ago. What was put into the queue since lies on the ways from its
 * last places to its first: a push moves nothing else. When stale events were dropped meanwhile, the whole queue is read.
 */
export function answersSince(s: SimState, sequence: number): readonly Answer[] {
  const count = s.sequence - sequence;
  if (count <= 0) return none;
  const { queue } = s;
  const found: Answer[] = [];
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
  if (low === 0 && queue.length === 0) return none;
  found.length = 0;
  take(queue, 0, queue.length - 1, sequence, found);
  return found;
}

/** How many of these places hold something new; the answers among them are added. */
function take(queue: readonly SimEvent[], low: number, high: number, sequence: number, found: Answer[]): number {
  let count = 0;
  for (let at = low; at <= high; at++) {
    const event = queue[at];
    if (event === undefined || event.sequence <= sequence) continue;
    count += 1;
    if (event.kind === 'response') found.push(event);
  }
  return count;
}
