import { nextBelow, type Prng, seedPrng } from '../../base/prng.ts';
import type { Command, TimedCommand } from '../command.ts';
import type { ClusterSetup } from '../setup.ts';
import type { RunOrigin } from '../timeline.ts';
import { withApplications } from './application-acts.ts';
import { clientAct } from './client-acts.ts';
import { clusterFrom } from './cluster.ts';
import type { Dice } from './dice.ts';
import { brokerFault, controllerFault } from './fault-acts.ts';
import { operatorAct } from './operator-acts.ts';
import { withThrottles } from './throttle-acts.ts';

/** Acts come in the first part of a run; then faults end and the cluster is given time to recover. */
export interface Schedule {
  readonly origin: RunOrigin;
  /** Simulated microseconds at which the last act is over. */
  readonly troubleEndsUs: number;
  /** Whether it is run once more, and from its middle, to compare hashes. */
  readonly replayed: boolean;
}

const second = 1_000_000;

/** A cluster, clients, a network and a list of acts from the dice of one seed. */
export function scheduleFrom(seed: number): Schedule {
  const prng: Prng = seedPrng(seed);
  const dice: Dice = (count) => nextBelow(prng, count);
  const setup = clusterFrom(dice);
  const commands: TimedCommand[] = [];
  // Whether acts are of every kind, or one kind alone meets with itself.
  const mixture = dice(5);
  let atUs = (4 + dice(8)) * second;
  const acts = 5 + dice(20);
  for (let i = 0; i < acts; i++) {
    atUs += dice(8) === 0 ? dice(25 * second) : dice(3 * second);
    commands.push({ atUs, command: actFrom(dice, setup, mixture, i) });
  }
  return {
    origin: {
      seed,
      startTimeMs: 1_767_603_600_000,
      ...withApplications(seed, setup, withThrottles(seed, setup, commands)),
    },
    troubleEndsUs: atUs + 2 * second,
    replayed: dice(12) === 0,
  };
}

/** Any act, also one that makes no sense now: it is then refused, which has to be harmless as well. */
function actFrom(dice: Dice, setup: ClusterSetup, mixture: number, number: number): Command {
  const kind = dice(20);
  if (mixture === 4) return kind < 6 ? brokerFault(dice, setup) : clientAct(dice, number);
  if (kind < (mixture === 1 ? 18 : 9)) return brokerFault(dice, setup);
  if (kind < (mixture === 2 ? 16 : 12)) return controllerFault(dice, setup);
  if (kind < 17) return operatorAct(dice, setup);
  return clientAct(dice, number);
}
