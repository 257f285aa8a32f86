import type { ConfigDef } from '../../kafka/config/config-def.ts';

export type ConfigOwner = 'topic' | 'broker' | 'producer' | 'consumer';

/** Kafka's defaults as Kafka prints them, by config name; null: Kafka's null. */
type Defaults = ReadonlyMap<string, string | null>;

const loading = new Map<ConfigOwner, Promise<Defaults>>();

/** The catalogue of configs is large, so it is fetched when a panel first needs it. One promise for each owner. */
export function configDefaults(owner: ConfigOwner): Promise<Defaults> {
  const known = loading.get(owner);
  if (known !== undefined) return known;
  const asked = load(owner).then((defs) => new Map(defs.map((def) => [def.name, def.default ?? null])));
  loading.set(owner, asked);
  return asked;
}

async function load(owner: ConfigOwner): Promise<readonly ConfigDef[]> {
  switch (owner) {
    case 'topic':
      return (await import('../../kafka/config/topic-configs.ts')).topicConfigs;
    case 'broker':
      return (await import('../../kafka/config/dynamic-broker-configs.ts')).knownBrokerConfigs;
    case 'producer':
      return (await import('../../kafka/config/producer-configs.ts')).producerConfigs;
    case 'consumer':
      return (await import('../../kafka/config/consumer-configs.ts')).consumerConfigs;
  }
}
