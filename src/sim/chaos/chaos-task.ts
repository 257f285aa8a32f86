import { applyCommand } from '../commands.ts';
import { type SimState, setTimer } from '../state.ts';
import { chaosAct, nextChaosUs } from './chaos.ts';
import { chaosCluster, chaosNode } from './chaos-cluster.ts';

/** Chaos acts as a person would, and sets the time of its next act. `key` is `PROFILE:SEED`. */
export function onChaosTimer(s: SimState, key: string): void {
  const [profile, text] = key.split(':');
  if (profile !== 'gentle' && profile !== 'rough' && profile !== 'brutal') return;
  const seed = Number(text);
  setTimer(s, chaosNode, key, nextChaosUs(seed, profile, s.nowUs));
  if (!s.powered) return;
  const command = chaosAct(seed, profile, s.nowUs, chaosCluster(s));
  if (command !== null) applyCommand(s, command);
}
