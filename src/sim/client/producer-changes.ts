import type { Command, ConfigChange } from '../command.ts';
import { ownProducer, type SimState } from '../state.ts';
import { restartProducer, scheduleNext } from './producer-process.ts';

export type ProducerChange = Omit<Command & { readonly do: 'change-producer' }, 'do' | 'producer'>;

/** The configs after a change; null takes one back to Kafka's default. */
export function changedConfigs(
  configs: Readonly<Record<string, string>>,
  { acks, configs: change = {} }: ProducerChange,
): Readonly<Record<string, string>> {
  const all: ConfigChange = { ...configs, ...(acks !== undefined && { acks }), ...change };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** A person turned a knob: load, keys and records at once; configs by a process that starts anew. */
export function changeProducer(s: SimState, node: number, change: ProducerChange): void {
  const held = ownProducer(s, node);
  const { keys, load, record, ratePerSecond } = change;
  if (keys !== undefined) held.keys = keys;
  if (record !== undefined) held.record = record;
  if (ratePerSecond !== undefined) held.ratePerSecond = ratePerSecond;
  if (load !== undefined) {
    held.load = load;
    held.left = load?.kind === 'count' ? load.records : 0;
  }
  if (load !== undefined || ratePerSecond !== undefined) scheduleNext(s, node, true);
  if (change.acks === undefined && change.configs === undefined) return;
  const configs = changedConfigs(held.configs, change);
  if (!isSame(configs, held.configs)) {
    held.configs = configs;
    restartProducer(s, node);
  }
}

const isSame = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, value]) => b[name] === value);
