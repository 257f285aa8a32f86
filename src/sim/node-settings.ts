import type { NodeSettings } from '../kafka/controller/effective-config.ts';
import type { ClusterSetup } from './setup.ts';
import type { SimState } from './state.ts';

const cache = new WeakMap<ClusterSetup, Map<number, NodeSettings>>();

/** A node's own server.properties, as its rules read them. */
export function nodeSettings(s: SimState, nodeId: number): NodeSettings {
  const known = cache.get(s.setup) ?? new Map<number, NodeSettings>();
  cache.set(s.setup, known);
  const settings = known.get(nodeId) ?? { nodeId, staticConfig: new Map(Object.entries(s.setup.brokerConfigs)) };
  known.set(nodeId, settings);
  return settings;
}
