import { nextBelow, type Prng, seedPrng } from '../../base/prng.ts';
import type { ChaosProfile, Command, TimedCommand } from '../command.ts';

/** A cluster as an onlooker sees it: what stands, and what is wrong with it. */
export interface ChaosCluster {
  readonly brokers: readonly {
    readonly id: number;
    readonly rack: string | null;
    readonly state: 'up' | 'paused' | 'down' | 'leaving';
    readonly slowDisk: boolean;
    readonly fullDisk: boolean;
  }[];
  readonly controllers: readonly { readonly id: number; readonly state: 'up' | 'paused' | 'down' | 'leaving' }[];
  readonly links: readonly {
    readonly from: number;
    readonly to: number;
    readonly cut: boolean;
    readonly slow: boolean;
    readonly lossy: boolean;
  }[];
}

type Kind =
  | 'kill'
  | 'stop'
  | 'pause'
  | 'power'
  | 'rack'
  | 'cut'
  | 'slow'
  | 'lossy'
  | 'slow-disk'
  | 'full-disk'
  | 'controller';

interface Strength {
  /** Voters that are brokers too stay a majority. */
  readonly sparesQuorum: boolean;
  /** Seconds between two acts, at least and at most. */
  readonly everyS: readonly [number, number];
  /** Faults that may stand at once. */
  readonly atOnce: number;
  /** So many brokers stay up. */
  readonly spared: (brokers: number) => number;
  readonly kinds: readonly Kind[];
}

/** Gentle never takes a majority; brutal may take everything but one broker. */
const strengths: { readonly [P in ChaosProfile]: Strength } = {
  gentle: {
    everyS: [15, 30],
    atOnce: 1,
    sparesQuorum: true,
    spared: (brokers) => brokers - 1,
    kinds: ['kill', 'stop', 'pause', 'slow', 'slow-disk'],
  },
  rough: {
    everyS: [6, 15],
    atOnce: 2,
    sparesQuorum: true,
    spared: (brokers) => Math.floor(brokers / 2) + 1,
    kinds: ['kill', 'kill', 'stop', 'pause', 'power', 'cut', 'slow', 'lossy', 'slow-disk', 'controller'],
  },
  brutal: {
    everyS: [2, 6],
    atOnce: 5,
    sparesQuorum: false,
    spared: () => 1,
    kinds: ['kill', 'pause', 'power', 'rack', 'cut', 'cut', 'lossy', 'slow', 'slow-disk', 'full-disk', 'controller'],
  },
};

const second = 1_000_000;

/** The dice of one moment of a chaos: they know nothing of the moments before. */
function diceAt(seed: number, atUs: number): Prng {
  const dice = seedPrng(
    (Math.imul(seed | 0, 0x9e3779b1) ^ Math.floor(atUs / 1000) ^ Math.floor(atUs / 0x40000000)) >>> 0,
  );
  nextBelow(dice, 2);
  return dice;
}

/** When chaos acts next after this moment, microseconds. */
export function nextChaosUs(seed: number, profile: ChaosProfile, momentUs: number): number {
  const [least, most] = strengths[profile].everyS;
  return momentUs + least * second + nextBelow(diceAt(seed, momentUs), (most - least) * second + 1);
}

/** What chaos does at this moment; null: it lets the cluster be. */
export function chaosAct(seed: number, profile: ChaosProfile, momentUs: number, cluster: ChaosCluster): Command | null {
  const dice = diceAt(seed, momentUs + 1);
  const { atOnce, kinds, spared, sparesQuorum } = strengths[profile];
  const ends = endsOf(cluster);
  // The more is wrong, the likelier is an end to some of it.
  if (ends.length >= atOnce || nextBelow(dice, atOnce + 1) < ends.length)
    return ends[nextBelow(dice, ends.length)] ?? null;
  const up = cluster.brokers.filter(({ state }) => state === 'up').length;
  const mayFall = up - spared(cluster.brokers.length);
  for (let attempt = 0; attempt < 8; attempt++) {
    const kind = kinds[nextBelow(dice, kinds.length)] ?? 'kill';
    const fault = faultOf(dice, kind, cluster, mayFall);
    if (fault !== null && !(sparesQuorum && takesQuorum(cluster, fault))) return fault;
  }
  return ends[0] ?? null;
}

/** The next act and its moment, as if the cluster stayed as it is until then: a pure function of its arguments. */
export function nextChaos(
  seed: number,
  profile: ChaosProfile,
  momentUs: number,
  cluster: ChaosCluster,
): TimedCommand | null {
  const atUs = nextChaosUs(seed, profile, momentUs);
  const command = chaosAct(seed, profile, atUs, cluster);
  return command === null ? null : { atUs, command };
}

/** An end to each fault that stands. */
function endsOf({ brokers, controllers, links }: ChaosCluster): Command[] {
  const ends: Command[] = [];
  for (const { id, state, slowDisk, fullDisk } of brokers) {
    // A broker on a full disk would end at once again.
    if (fullDisk) ends.push({ do: 'free-disk', broker: id });
    else if (state === 'down') ends.push({ do: 'start-broker', broker: id });
    if (state === 'paused') ends.push({ do: 'resume-broker', broker: id });
    if (slowDisk) ends.push({ do: 'slow-disk', broker: id, appendUs: 0, flushUs: 0 });
  }
  for (const { id, state } of controllers) {
    if (isBroker({ brokers }, id)) continue;
    if (state === 'down') ends.push({ do: 'start-controller', controller: id });
    if (state === 'paused') ends.push({ do: 'resume-controller', controller: id });
  }
  for (const { from, to, cut, slow, lossy } of links) {
    if (cut) ends.push({ do: 'heal-link', from, to });
    // Both directions are slow: one of them stands for the pair.
    if (slow && from < to) ends.push({ do: 'slow-link', from, to, latencyUs: null });
    if (lossy) ends.push({ do: 'lose-packets', from, to, lossPerMillion: null });
  }
  return ends;
}

function pick<T>(dice: Prng, from: readonly T[]): T | null {
  return from.length === 0 ? null : (from[nextBelow(dice, from.length)] ?? null);
}

function faultOf(dice: Prng, kind: Kind, cluster: ChaosCluster, mayFall: number): Command | null {
  const up = cluster.brokers.filter(({ state }) => state === 'up');
  const one = pick(dice, up);
  if (one === null) return null;
  const { id: broker } = one;
  switch (kind) {
    case 'kill':
      return mayFall > 0 ? { do: 'kill-broker', broker } : null;
    case 'stop':
      return mayFall > 0 ? { do: 'stop-broker', broker } : null;
    case 'pause':
      return mayFall > 0 ? { do: 'pause-broker', broker } : null;
    case 'power':
      return mayFall > 0 ? { do: 'power-off-broker', broker } : null;
    case 'full-disk':
      return mayFall > 0 && !one.fullDisk ? { do: 'fill-disk', broker, freeBytes: nextBelow(dice, 4096) } : null;
    case 'rack': {
      const falls = up.filter(({ rack }) => rack === one.rack).length;
      return one.rack !== null && falls <= mayFall ? { do: 'power-off-rack', rack: one.rack } : null;
    }
    case 'slow-disk':
      if (one.slowDisk) return null;
      return { do: 'slow-disk', broker, appendUs: 20_000 + nextBelow(dice, 480_000), flushUs: 100_000 };
    case 'controller':
      return controllerFault(dice, cluster);
    default:
      return linkFault(dice, kind, cluster, broker);
  }
}

const isBroker = ({ brokers }: Pick<ChaosCluster, 'brokers'>, node: number): boolean =>
  brokers.some(({ id }) => id === node);

/** Whether what falls with this are voters, and the others are no majority. */
function takesQuorum({ brokers, controllers }: ChaosCluster, fault: Command): boolean {
  const falls = (id: number): boolean => {
    if (fault.do === 'power-off-rack') return brokers.some((broker) => broker.id === id && broker.rack === fault.rack);
    return downing.has(fault.do) && 'broker' in fault && fault.broker === id;
  };
  const left = controllers.filter(({ id, state }) => state === 'up' && !falls(id)).length;
  return controllers.some(({ id }) => falls(id)) && left <= controllers.length / 2;
}

const downing: ReadonlySet<string> = new Set([
  'kill-broker',
  'stop-broker',
  'pause-broker',
  'power-off-broker',
  'fill-disk',
]);

/** One voter at a time, and only where the others can go on. */
function controllerFault(dice: Prng, cluster: ChaosCluster): Command | null {
  const { controllers } = cluster;
  const up = controllers.filter(({ state }) => state === 'up');
  const one = pick(dice, up);
  if (one === null || up.length - 1 <= controllers.length / 2) return null;
  const controller = one.id;
  const kills = nextBelow(dice, 2) === 0;
  if (isBroker(cluster, controller)) return { do: kills ? 'kill-broker' : 'pause-broker', broker: controller };
  return kills ? { do: 'kill-controller', controller } : { do: 'pause-controller', controller };
}

function linkFault(dice: Prng, kind: 'cut' | 'slow' | 'lossy', cluster: ChaosCluster, from: number): Command | null {
  const dedicated = cluster.controllers.filter(({ id }) => !isBroker(cluster, id));
  const others = [...cluster.brokers, ...dedicated].filter(({ id }) => id !== from);
  const to = pick(dice, others)?.id ?? null;
  if (to === null) return null;
  const known = cluster.links.some((link) => link.from === from && link.to === to);
  if (known) return null;
  switch (kind) {
    case 'cut':
      return { do: 'cut-link', from, to };
    case 'slow':
      return { do: 'slow-link', from, to, latencyUs: 200_000 + nextBelow(dice, 1_800_000) };
    case 'lossy':
      return { do: 'lose-packets', from, to, lossPerMillion: 50_000 + nextBelow(dice, 250_000) };
  }
}
