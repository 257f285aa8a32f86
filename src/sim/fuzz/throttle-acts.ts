import { nextBelow, seedPrng } from '../../base/prng.ts';
import type { Command, TimedCommand } from '../command.ts';
import type { ClusterSetup } from '../setup.ts';
import { type Dice, pick } from './dice.ts';

const apart = 0x7468_726f;

/** Throttles for some of the moves, by dice of their own: schedules without them stay what they are. */
export function withThrottles(seed: number, setup: ClusterSetup, commands: readonly TimedCommand[]): TimedCommand[] {
  const prng = seedPrng((seed ^ apart) >>> 0);
  const dice: Dice = (count) => nextBelow(prng, count);
  const throttled = dice(4) === 0;
  return commands.flatMap(({ atUs, command }) => {
    if (command.do !== 'reassign-partition' || command.replicas === null) {
      return throttled && dice(6) === 0
        ? [
            { atUs, command },
            { atUs, command: throttleByHand(dice, setup) },
          ]
        : [{ atUs, command }];
    }
    if (dice(2) === 0) return [{ atUs, command }];
    const throttle = pick(dice, [0, 200, 5_000, 1_000_000]);
    const move = { atUs, command: { ...command, throttle } };
    const { topic, partition, replicas } = command;
    const verify: Command = { do: 'verify-reassignment', topic, partition, replicas };
    return dice(3) === 0 ? [move, { atUs, command: verify }] : [move];
  });
}

/** kafka-configs: lists of replicas, or rates of one broker or of all. */
function throttleByHand(dice: Dice, setup: ClusterSetup): Command {
  const side = pick(dice, ['leader', 'follower']);
  if (dice(2) === 0) {
    const broker = pick(dice, [null, 1 + dice(setup.brokers.length)]);
    const rate = pick(dice, ['0', '300', '20000', null]);
    return { do: 'alter-broker-config', broker, configs: { [`${side}.replication.throttled.rate`]: rate } };
  }
  const list = pick(dice, ['*', `0:${1 + dice(setup.brokers.length)},1:1`, null]);
  return { do: 'alter-topic-config', topic: 'orders', configs: { [`${side}.replication.throttled.replicas`]: list } };
}
