import { isAlive } from '../broker/broker-state.ts';
import type { ChaosProfile } from '../command.ts';
import { isPaused } from '../process-roles.ts';
import type { SimState } from '../state.ts';
import type { ChaosCluster } from './chaos.ts';

/** The node of chaos's own timer: no broker, controller or client. */
export const chaosNode = -2;

/** What chaos sees of a run. */
export function chaosCluster(s: SimState): ChaosCluster {
  return {
    brokers: [...s.brokers.values()].map((broker) => ({
      id: broker.id,
      rack: broker.rack,
      state: brokerState(broker.frozen !== null, isAlive(broker), broker.state === 'stopping'),
      slowDisk: (broker.disk?.appendUs ?? 0) > 0,
      fullDisk: (broker.disk?.capacityBytes ?? null) !== null,
    })),
    controllers: [...s.controllers.values()].map(({ id, running, shutdown }) => ({
      id,
      state: brokerState(isPaused(s, id), running, shutdown !== 'no'),
    })),
    links: [...s.links.values()].map(({ from, to, cut, latencyUs, lossPerMillion }) => ({
      from,
      to,
      cut,
      slow: latencyUs !== null,
      lossy: lossPerMillion !== undefined,
    })),
  };
}

function brokerState(paused: boolean, alive: boolean, leaving: boolean): ChaosCluster['brokers'][number]['state'] {
  if (paused) return 'paused';
  if (!alive) return 'down';
  return leaving ? 'leaving' : 'up';
}

/** The chaos that is on, with its seed; null: none. It lives in the name of its timer. */
export function chaosOf(s: SimState): { readonly profile: ChaosProfile; readonly seed: number } | null {
  const prefix = `${chaosNode}/`;
  for (const name of s.timers.keys()) {
    if (!name.startsWith(prefix)) continue;
    const [profile, seed] = name.slice(prefix.length).split(':');
    if (profile === 'gentle' || profile === 'rough' || profile === 'brutal') return { profile, seed: Number(seed) };
  }
  return null;
}
