import type { BrokerView } from '../../sim/snapshot.ts';
import { ConfigTable } from './config-table.tsx';

const names = [
  'broker.session.timeout.ms',
  'broker.heartbeat.interval.ms',
  'replica.lag.time.max.ms',
  'replica.fetch.wait.max.ms',
  'auto.leader.rebalance.enable',
  'offsets.topic.num.partitions',
  'group.initial.rebalance.delay.ms',
];

/** The settings in force on a broker: static ones, the same on every node of a run, and those changed since. */
export function BrokerConfigs({ broker }: { broker: BrokerView }) {
  return <ConfigTable owner="broker" names={names} set={broker.configs} />;
}
