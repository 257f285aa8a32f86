import type { ClusterSetup } from '../../setup.ts';
import { setup as small } from '../small-cluster.ts';
import type { Step } from './script.ts';

const numbers = (text: string): number[] => text.split(',').map(Number);

/**
 * `cluster [brokers=1,2,3] [racks=a,b,c] [controllers=100,101,102] [KAFKA.CONFIG=value …]`: a cluster in a data centre's
 * network, with nothing in it yet. Configs are static ones of every node.
 */
export function setupOf({ named }: Step): ClusterSetup {
  const racks = named.get('racks')?.split(',');
  const [controllerId = 100, ...others] = numbers(named.get('controllers') ?? '100');
  const configs = [...named].filter(([name]) => name.includes('.'));
  return {
    ...small(),
    brokers: numbers(named.get('brokers') ?? '1,2,3').map((id, at) => ({ id, rack: racks?.[at] ?? null })),
    controllerId,
    ...(others.length > 0 && { controllerIds: [controllerId, ...others] }),
    network: { latencyUs: 1000, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
    brokerConfigs: {
      'metadata.max.idle.interval.ms': '0',
      'offsets.topic.num.partitions': '1',
      ...Object.fromEntries(configs),
    },
    topics: [],
    producers: [],
    groups: [],
  };
}
