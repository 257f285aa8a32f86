import { usePage } from '../../store/page.ts';
import { selectSetup } from '../../store/selectors.ts';
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

/** The static settings, the same on every node of a run. */
export function BrokerConfigs() {
  const setup = usePage(selectSetup);
  return <ConfigTable owner="broker" names={names} set={setup?.brokerConfigs ?? {}} />;
}
