import type { NodeSettings } from '../../kafka/controller/effective-config.ts';
import type { ClusterSetup } from '../setup.ts';
import type { SimState } from '../state.ts';

const cache = new WeakMap<ClusterSetup, NodeSettings>();

/** The controller's own server.properties, as its rules read them. */
export function nodeSettings(s: SimState): NodeSettings {
  const known = cache.get(s.setup);
  if (known !== undefined) return known;
  const settings = { nodeId: s.setup.controllerId, staticConfig: new Map(Object.entries(s.setup.brokerConfigs)) };
  cache.set(s.setup, settings);
  return settings;
}
