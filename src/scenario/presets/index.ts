import { aBrokerDies } from './a-broker-dies.ts';
import { acksAndLoss } from './acks-and-loss.ts';
import { combinedNodes } from './combined-nodes.ts';
import { firstCluster } from './first-cluster.ts';
import { keysAndOrder } from './keys-and-order.ts';
import { moreConsumersThanPartitions } from './more-consumers-than-partitions.ts';
import type { Preset } from './preset.ts';
import { slowConsumer } from './slow-consumer.ts';
import { tooFewInSyncReplicas } from './too-few-in-sync-replicas.ts';

/** What the page opens with. */
export const firstPreset: Preset = firstCluster;

/** In the order in which they are offered. */
export const presets: readonly Preset[] = [
  firstCluster,
  keysAndOrder,
  moreConsumersThanPartitions,
  aBrokerDies,
  acksAndLoss,
  slowConsumer,
  tooFewInSyncReplicas,
  combinedNodes,
];

/** null for a name that is no preset's. */
export function presetById(id: string): Preset | null {
  return presets.find((preset) => preset.id === id) ?? null;
}
