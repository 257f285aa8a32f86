import type { Command } from '../command.ts';
import { type Dice, pick } from './dice.ts';

const orders = 'orders';

/** What people do with producers and consumers; `number` names those that come anew. */
export function clientAct(dice: Dice, number: number): Command {
  const member = `billing-${dice(3)}`;
  const producer = dice(3) === 0 ? `more-${dice(8)}` : 'shop';
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
        configs: { acks: pick(dice, ['all', '1']), 'enable.idempotence': 'false' },
      },
    }),
    () => ({ do: 'remove-producer', producer }),
    () => ({
      do: 'add-group',
      group: {
        id: `group-${number}`,
        topics: [orders],
        members: [{ id: `group-${number}-0`, processingUs: 1000 }],
        configs: { 'auto.offset.reset': pick(dice, ['earliest', 'latest']) },
      },
    }),
    () => ({ do: 'add-consumer', group: 'billing', member: `added-${number}`, processingUs: dice(3) * 30_000 }),
    () => ({ do: 'remove-consumer', member }),
    () => ({ do: 'crash-consumer', member }),
    () => ({ do: 'slow-consumer', member, processingUs: dice(400_000) }),
  ])();
}
