import type { Snapshot } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { ChangeConfig } from './change-config.tsx';

/** Configs that all brokers take over while they run (DynamicBrokerConfig) and that change what is seen here. */
const dynamic = [
  'min.insync.replicas',
  'unclean.leader.election.enable',
  'log.retention.ms',
  'log.retention.bytes',
  'log.roll.ms',
  'log.segment.bytes',
  'log.cleanup.policy',
  'log.cleaner.min.cleanable.ratio',
  'log.cleaner.delete.retention.ms',
  'log.message.timestamp.type',
  'message.max.bytes',
  'leader.replication.throttled.rate',
  'follower.replication.throttled.rate',
];

/** kafka-configs --entity-default: one value for every broker that has none of its own. */
export function ChangeBrokerConfig({ view }: { view: Snapshot }) {
  const { acts } = useMessages();
  return (
    <ChangeConfig
      owner="broker"
      first="min.insync.replicas"
      names={dynamic}
      set={view.clusterConfigs}
      title={acts.names['alter-broker-config']}
      commandOf={(configs) => ({ do: 'alter-broker-config', broker: null, configs })}
    />
  );
}
