import { nextBelow, seedPrng } from '../../base/prng.ts';
import type { Command, TimedCommand } from '../command.ts';
import type { ClusterSetup } from '../setup.ts';
import type { Schedule } from './schedule.ts';

const second = 1_000_000;

/**
 * Half of all schedules run with a quorum of three or five, whose controllers meet with acts of their own. Other dice
 * than the rest of the schedule, which stays as it was.
 */
export function withQuorum(schedule: Schedule): Schedule {
  const prng = seedPrng(schedule.origin.seed + 0x51ab);
  const dice = (count: number): number => nextBelow(prng, count);
  const size = [1, 1, 3, 3, 3, 5][dice(6)] ?? 1;
  if (size === 1) return schedule;
  const controllerIds = Array.from({ length: size }, (_, at) => 100 + at);
  const setup: ClusterSetup = { ...schedule.origin.setup, controllerIds };
  const acts = 2 + dice(10);
  const more: TimedCommand[] = [];
  for (let i = 0; i < acts; i++) {
    const atUs = 5 * second + dice(Math.max(1, schedule.troubleEndsUs - 5 * second));
    more.push({ atUs, command: controllerAct(dice, setup) });
  }
  const commands = [...schedule.origin.commands, ...more].sort((x, y) => x.atUs - y.atUs);
  return { ...schedule, origin: { ...schedule.origin, setup, commands } };
}

function controllerAct(dice: (count: number) => number, setup: ClusterSetup): Command {
  const ids = setup.controllerIds ?? [];
  const controller = ids[dice(ids.length)] ?? 100;
  const other = dice(2) === 0 ? 1 + dice(setup.brokers.length) : (ids[dice(ids.length)] ?? 100);
  const acts: readonly Command[] = [
    { do: 'kill-controller', controller },
    { do: 'kill-controller', controller },
    { do: 'stop-controller', controller },
    { do: 'start-controller', controller },
    { do: 'start-controller', controller },
    { do: 'start-controller', controller },
    { do: 'pause-controller', controller },
    { do: 'resume-controller', controller },
    { do: 'cut-link', from: controller, to: other },
    { do: 'cut-link', from: other, to: controller },
    { do: 'heal-link', from: controller, to: other },
    { do: 'heal-link', from: other, to: controller },
  ];
  return acts[dice(acts.length)] ?? { do: 'kill-controller', controller };
}
