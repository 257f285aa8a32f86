import type { Run } from '../run.ts';

/** Lists that checkpoints share with the live log on purpose: they only grow, and each side knows its own length. */
const shared: ReadonlySet<string> = new Set(['batches', 'offsetIndex', 'timeIndex']);

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return;
  if (value instanceof Map) {
    for (const item of value.values()) deepFreeze(item);
    value.set =
      value.delete =
      value.clear =
        () => {
          throw new TypeError('a checkpoint keeps this map');
        };
    return;
  }
  Object.freeze(value);
  for (const [key, item] of Object.entries(value)) if (!shared.has(key)) deepFreeze(item);
}

/** From now on a write to anything that the newest checkpoint keeps throws. */
export function freezeNewestCheckpoint(run: Run): void {
  for (const { state } of run.checkpoints.slice(-1)) {
    for (const table of [
      state.brokers,
      state.controllers,
      state.logs,
      state.replicas,
      state.shards,
      state.producers,
      state.consumers,
      state.delayed,
    ]) {
      for (const entity of table.values()) deepFreeze(entity);
    }
    deepFreeze(state.evidence);
    for (const event of state.queue) deepFreeze(event);
  }
}
