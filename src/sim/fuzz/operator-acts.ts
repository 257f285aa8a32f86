import type { Command } from '../command.ts';
import type { ClusterSetup } from '../setup.ts';
import { type Dice, pick } from './dice.ts';

const orders = 'orders';

/** What an operator's tools do to topics, configs and replicas. */
export function operatorAct(dice: Dice, setup: ClusterSetup): Command {
  const partition = dice((setup.topics[0]?.partitions ?? 1) + 1);
  const some = `t${dice(3)}`;
  const topic = dice(3) === 0 ? some : orders;
  return pick<() => Command>(dice, [
    () => ({ do: 'elect-preferred-leader', topic, partition }),
    () => ({ do: 'elect-unclean-leader', topic, partition }),
    () => ({ do: 'add-partitions', topic, total: 2 + dice(5) }),
    () => createTopic(dice, some),
    () => createTopic(dice, some),
    () => ({ do: 'delete-topic', topic: some }),
    () => ({ do: 'delete-records', topic, partition, offset: pick(dice, [-1, dice(200), dice(2000)]) }),
    () => ({ do: 'reassign-partition', topic, partition, replicas: replicasFrom(dice, setup) }),
    () => ({ do: 'reassign-partition', topic, partition, replicas: replicasFrom(dice, setup) }),
    () => ({ do: 'reassign-partition', topic, partition, replicas: null }),
    () => ({ do: 'alter-topic-config', topic, configs: topicConfig(dice) }),
    () => ({ do: 'alter-topic-config', topic, configs: topicConfig(dice) }),
    () => ({ do: 'alter-broker-config', ...brokerConfig(dice, setup) }),
  ])();
}

const createTopic = (dice: Dice, name: string): Command => ({
  do: 'create-topic',
  topic: {
    name,
    partitions: 1 + dice(3),
    replicationFactor: 1 + dice(3),
    configs: pick<Record<string, string>>(dice, [{}, { 'min.insync.replicas': '2' }, { 'cleanup.policy': 'compact' }]),
  },
});

/** One to four different brokers in any order, now and then one that is not there. */
function replicasFrom(dice: Dice, setup: ClusterSetup): number[] {
  const left = setup.brokers.map(({ id }) => id);
  if (dice(6) === 0) left.push(setup.brokers.length + 1);
  const chosen: number[] = [];
  for (let count = 1 + dice(4); count > 0 && left.length > 0; count--) {
    chosen.push(...left.splice(dice(left.length), 1));
  }
  return chosen;
}

function topicConfig(dice: Dice): Record<string, string | null> {
  return pick<Record<string, string | null>>(dice, [
    { 'unclean.leader.election.enable': 'true' },
    { 'unclean.leader.election.enable': null },
    { 'min.insync.replicas': String(1 + dice(3)) },
    { 'min.insync.replicas': null },
    { 'retention.ms': pick(dice, ['20000', '604800000']) },
    { 'retention.bytes': pick(dice, ['2000', '-1']) },
    { 'segment.bytes': pick(dice, ['1048576', '1073741824']) },
    { 'segment.ms': pick(dice, ['5000', '604800000']) },
    { 'cleanup.policy': pick(dice, ['delete', 'compact', 'compact,delete']) },
  ]);
}

function brokerConfig(
  dice: Dice,
  setup: ClusterSetup,
): { broker: number | null; configs: Record<string, string | null> } {
  const broker = pick(dice, [null, null, 1 + dice(setup.brokers.length)]);
  const configs = pick<Record<string, string | null>>(dice, [
    { 'min.insync.replicas': String(1 + dice(3)) },
    { 'unclean.leader.election.enable': pick(dice, ['true', null]) },
    { 'log.retention.ms': pick(dice, ['30000', null]) },
  ]);
  return { broker, configs };
}
