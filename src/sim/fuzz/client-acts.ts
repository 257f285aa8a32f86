import type { Command } from '../command.ts';
import { groupFrom } from './cluster.ts';
import { type Dice, pick } from './dice.ts';

const orders = 'orders';

/** What people do with producers and consumers; `number` names those that come anew. */
export function clientAct(dice: Dice, number: number): Command {
  const group = pick(dice, ['billing', 'billing', 'audit']);
  const member = `${group}-${dice(4)}`;
  const producer = dice(3) === 0 ? `more-${dice(8)}` : pick(dice, ['shop', 'till']);
  return pick<() => Command>(dice, [
    () => ({
      do: 'produce-record',
      topic: dice(3) === 0 ? `t${dice(3)}` : orders,
      partition: null,
      key: `k${dice(9)}`,
      value: dice(5) === 0 ? null : 'by hand',
      acks: pick(dice, ['all', '1', '0']),
    }),
    () => ({
      do: 'change-producer',
      producer,
      ratePerSecond: 1 + dice(30),
      acks: pick(dice, ['all', '1', '0']),
    }),
    () => ({
      do: 'add-producer',
      producer: {
        id: `more-${number}`,
        topic: dice(3) === 0 ? `t${dice(3)}` : orders,
        ratePerSecond: 1 + dice(10),
        keys: { kind: 'users', count: 5 },
        valueBytes: 20,
        configs: pick<Record<string, string>>(dice, [
          { acks: 'all', 'enable.idempotence': 'true' },
          { acks: pick(dice, ['all', '1']), 'enable.idempotence': 'false' },
        ]),
      },
    }),
    () => ({ do: 'remove-producer', producer }),
    () => ({ do: 'add-group', group: groupFrom(dice, `group-${number}`) }),
    () => ({ do: 'add-consumer', group, member: `added-${number}`, processingUs: dice(3) * 30_000 }),
    // A static member comes back, or another takes its place while it is still there.
    () => ({
      do: 'add-consumer',
      group,
      member: dice(3) === 0 ? `twin-${number}` : member,
      ...restarted(dice, group, member),
    }),
    () => ({ do: 'add-consumer', group, member, ...restarted(dice, group, member) }),
    () => ({ do: 'remove-consumer', member }),
    () => ({ do: 'remove-consumer', member }),
    () => ({ do: 'crash-consumer', member }),
    () => ({ do: 'crash-consumer', member }),
    () => ({ do: 'slow-consumer', member, processingUs: pick(dice, [0, 1000, 50_000, 400_000]) }),
  ])();
}

const restarted = (dice: Dice, group: string, member: string): { processingUs: number; instanceId?: string } => ({
  processingUs: 1000,
  ...(dice(2) === 0 && { instanceId: member.replace(group, `${group}-instance`) }),
});
