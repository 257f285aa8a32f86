import { compareEvents, popEvent, type SimEvent } from './event-queue.ts';
import type { SimState } from './state.ts';

/** A timer that was set anew or cancelled, or the time limit of an operation that is over: nothing will happen then. */
function isStale(s: SimState, event: SimEvent): boolean {
  switch (event.kind) {
    case 'timer':
      return s.timers.get(`${event.node}/${event.key}`)?.token !== event.token;
    case 'delayed-expiry':
      return !s.delayed.has(event.operation);
    default:
      return false;
  }
}

/** A shorter queue is not searched. */
export const firstQueueLimit = 512;

/**
 * Ends a step: the first event of the queue is again one that will do something. Cancelling leaves events where they
 * lie in the heap; when it has doubled since the last time all stale ones go. What is left stands sorted, which is a
 * heap. Both depend on nothing but the steps taken, so every way to a moment gives the same queue.
 */
export function dropStaleEvents(s: SimState): void {
  for (let first = s.queue[0]; first !== undefined && isStale(s, first); first = s.queue[0]) popEvent(s.queue);
  if (s.queue.length < s.queueLimit) return;
  s.queue = s.queue.filter((event) => !isStale(s, event)).sort(compareEvents);
  s.queueLimit = Math.max(firstQueueLimit, 2 * s.queue.length);
}
