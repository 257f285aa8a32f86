import { withoutLines } from './server-log/server-log.ts';
import type { SimState } from './state.ts';

/**
 * A moment that can be returned to. It keeps the entries of the tables and the events that wait, not copies of them:
 * raising `cow` makes whoever writes next copy first. Its cost is that of copying the tables, not what they hold.
 */
export interface Checkpoint {
  readonly state: SimState;
}

function copyTables(s: SimState, cow: number): SimState {
  return {
    ...s,
    cow,
    dice: { ...s.dice },
    queue: s.queue.slice(),
    links: new Map(s.links),
    connections: new Map(s.connections),
    timers: new Map(s.timers),
    controllers: new Map(s.controllers),
    brokers: new Map(s.brokers),
    logs: new Map(s.logs),
    replicas: new Map(s.replicas),
    delayed: new Map(s.delayed),
    shards: new Map(s.shards),
    producers: new Map(s.producers),
    consumers: new Map(s.consumers),
    topicNumbers: new Map(s.topicNumbers),
    updates: [],
    serverLog: withoutLines(s.serverLog),
    heard: null,
    wakeups: [],
  };
}

/** Keeps the present moment; the state goes on under a new generation. `cow` must be larger than any used before. */
export function takeCheckpoint(s: SimState, cow: number): Checkpoint {
  const kept = copyTables(s, s.cow);
  s.cow = cow;
  return { state: kept };
}

/** A state to go on with from the checkpoint, which stays as it is. */
export function stateFrom(checkpoint: Checkpoint, cow: number): SimState {
  return copyTables(checkpoint.state, cow);
}
