import type { Command } from '../command.ts';
import { type ClusterSetup, votersOf } from '../setup.ts';
import { type Dice, pick } from './dice.ts';

/** What happens to machines, processes and links. */
export function brokerFault(dice: Dice, setup: ClusterSetup): Command {
  const broker = 1 + dice(setup.brokers.length);
  const voters = votersOf(setup);
  const node = dice(6) === 0 ? (voters[dice(voters.length)] ?? setup.controllerId) : 1 + dice(setup.brokers.length);
  return pick<() => Command>(dice, [
    () => ({ do: 'kill-broker', broker }),
    () => ({ do: 'kill-broker', broker }),
    () => ({ do: 'power-off-broker', broker }),
    () => ({ do: 'stop-broker', broker }),
    () => ({ do: 'start-broker', broker }),
    () => ({ do: 'start-broker', broker }),
    () => ({ do: 'start-broker', broker }),
    () => ({ do: 'pause-broker', broker }),
    () => ({ do: 'resume-broker', broker }),
    () => ({ do: 'resume-broker', broker }),
    () => ({ do: 'cut-link', from: broker, to: node }),
    () => ({ do: 'cut-link', from: broker, to: node }),
    () => ({ do: 'cut-link', from: node, to: broker }),
    () => ({ do: 'heal-link', from: broker, to: node }),
    () => ({ do: 'slow-link', from: broker, to: node, latencyUs: 50_000 * (1 + dice(40)) }),
    () => ({ do: 'slow-link', from: broker, to: node, latencyUs: null }),
    () => ({ do: 'change-network', latencyUs: 200 + dice(300_000), jitterUs: dice(30_000) }),
    () => ({ do: 'lose-packets', from: broker, to: node, lossPerMillion: pick(dice, [null, 200_000]) }),
    () => ({ do: 'slow-disk', broker, appendUs: dice(3) * 100_000, flushUs: dice(2) * 50_000 }),
    () => ({ do: 'fill-disk', broker, freeBytes: dice(20_000) }),
    () => ({ do: 'free-disk', broker }),
    () => ({ do: 'power-off-rack', rack: `rack-${dice(2)}` }),
    () => ({ do: 'start-chaos', profile: pick(dice, ['gentle', 'rough', 'brutal']), seed: dice(1000) }),
    () => ({ do: 'stop-chaos' }),
    () => ({ do: 'stop-chaos' }),
    () => ({ do: 'add-broker', broker: setup.brokers.length + 1, rack: null }),
    () => ({ do: 'unregister-broker', broker }),
    () => ({ do: 'power-off' }),
    () => ({ do: 'power-on' }),
    () => ({ do: 'power-on' }),
  ])();
}

/** The same of controllers; with a quorum of one most of it means that nobody controls the cluster for a while. */
export function controllerFault(dice: Dice, setup: ClusterSetup): Command {
  const ids = votersOf(setup);
  const controller = ids[dice(ids.length)] ?? setup.controllerId;
  const other = dice(2) === 0 ? 1 + dice(setup.brokers.length) : (ids[dice(ids.length)] ?? setup.controllerId);
  const command = pick<() => Command>(dice, [
    () => ({ do: 'kill-controller', controller }),
    () => ({ do: 'kill-controller', controller }),
    () => ({ do: 'stop-controller', controller }),
    () => ({ do: 'start-controller', controller }),
    () => ({ do: 'start-controller', controller }),
    () => ({ do: 'start-controller', controller }),
    () => ({ do: 'pause-controller', controller }),
    () => ({ do: 'resume-controller', controller }),
    () => ({ do: 'cut-link', from: controller, to: other }),
    () => ({ do: 'cut-link', from: other, to: controller }),
    () => ({ do: 'heal-link', from: controller, to: other }),
    () => ({ do: 'heal-link', from: other, to: controller }),
  ])();
  return setup.brokers.some(({ id }) => id === controller) ? onBroker(command) : command;
}

/** The process of a combined node is the broker's. */
function onBroker(command: Command): Command {
  switch (command.do) {
    case 'kill-controller':
      return { do: 'kill-broker', broker: command.controller };
    case 'stop-controller':
      return { do: 'stop-broker', broker: command.controller };
    case 'start-controller':
      return { do: 'start-broker', broker: command.controller };
    case 'pause-controller':
      return { do: 'pause-broker', broker: command.controller };
    case 'resume-controller':
      return { do: 'resume-broker', broker: command.controller };
    default:
      return command;
  }
}
