import { topicConfigNames } from '../../kafka/config/topic-configs.ts';
import { resolveBrokerDefault } from '../../kafka/controller/effective-config.ts';
import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import { nodeSettings } from '../node-settings.ts';
import type { SimState } from '../state.ts';

type Configs = Readonly<Record<string, string>>;

/** Broker configs that one has set, static or while it ran: those of the node (−1: none) over those of all (DynamicBrokerConfig). */
export function brokerConfigsOf(s: SimState, image: MetadataImage, broker: number): Configs {
  const dynamic = [image.configs.get('broker:'), image.configs.get(`broker:${broker}`)];
  return Object.assign({}, s.setup.brokerConfigs, ...dynamic.map((map) => Object.fromEntries(map ?? [])));
}

/** Topic configs that the brokers set for all topics, in the topic's unit. */
export function topicDefaults(s: SimState, image: MetadataImage): Configs {
  const node = nodeSettings(s, -1);
  const set = topicConfigNames.flatMap((name) => {
    const { value, source } = resolveBrokerDefault(image, name, node);
    return source === 'DEFAULT_CONFIG' || value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(set);
}
