import { ledBy, noteAvailable, noteUnavailable } from '../availability.ts';
import type { EventBody, SimEvent } from '../event-queue.ts';
import { ownBroker, ownConsumer, ownController, type SimState, schedule, tell } from '../state.ts';

/**
 * SIGSTOP: the process stands still. Its sockets stay open, so that what is sent to it waits in its operating system; its
 * timers run out unheard.
 */
export function pauseBroker(s: SimState, id: number): void {
  ownBroker(s, id).frozen = [];
  for (const replica of ledBy(s, id)) noteUnavailable(s, replica);
  tell(s, { kind: 'broker-paused', broker: id });
}

/** SIGCONT: it goes on where it stood, with the roles that it had, and finds all at once what has come in. */
export function resumeBroker(s: SimState, id: number): void {
  const broker = ownBroker(s, id);
  const held = broker.frozen ?? [];
  broker.frozen = null;
  for (const replica of ledBy(s, id)) noteAvailable(s, replica, true);
  tell(s, { kind: 'broker-resumed', broker: id });
  releaseHeld(s, held);
}

/** What has come in while a process stood still is before it all at once. */
export function releaseHeld(s: SimState, held: readonly SimEvent[]): void {
  for (const event of held) schedule(s, s.nowUs, bodyOf(event));
}

function bodyOf(event: SimEvent): EventBody {
  const { at: _, sequence: __, ...body } = event;
  return body.kind === 'request' ? { ...body, received: true } : body;
}

/** Keeps an event of a process that stands still; false when its process runs, or is a producer's. */
export function holdForFrozen(s: SimState, event: SimEvent): boolean {
  const id = ownerOf(s, event);
  if (id === undefined) return false;
  const controller = s.brokers.has(id) ? undefined : s.controllers.get(id);
  if (controller !== undefined) {
    if (controller.frozen === null) return false;
    ownController(s, id).frozen = [...controller.frozen, event];
    return true;
  }
  const consumer = s.consumers.get(id);
  if (consumer !== undefined) {
    if (consumer.paused === null) return false;
    ownConsumer(s, id).paused = [...consumer.paused, event];
    return true;
  }
  if ((s.brokers.get(id)?.frozen ?? null) === null) return false;
  ownBroker(s, id).frozen?.push(event);
  return true;
}

function ownerOf(s: SimState, event: SimEvent): number | undefined {
  switch (event.kind) {
    case 'timer':
      return event.node;
    case 'delayed-expiry':
      return s.delayed.get(event.operation)?.broker;
    default:
      return event.to;
  }
}
