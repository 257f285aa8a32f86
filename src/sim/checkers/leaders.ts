import type { SimState } from '../state.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/** What a watcher of leaders remembers, by `topic-partition/epoch`. */
export interface LeadersSeen {
  readonly leaders: Map<string, number>;
  readonly highWatermarks: Map<string, number>;
}

export const createLeadersSeen = (): LeadersSeen => ({ leaders: new Map(), highWatermarks: new Map() });

/** One leader an epoch, ever; and while it leads its high watermark does not fall. */
export function checkLeaders(s: SimState, seen: LeadersSeen): BrokenPromise | null {
  for (const [key, replica] of s.replicas) {
    if (replica.role !== 'leader') continue;
    const { broker, highWatermark } = replica;
    const epoch = `${replica.topic}-${replica.partition}/${replica.leaderEpoch}`;
    const other = seen.leaders.get(epoch) ?? broker;
    if (other !== broker) return broken('one leader an epoch', `${epoch}: brokers ${other} and ${broker}`);
    seen.leaders.set(epoch, broker);
    // A process that was killed and leads on in the same epoch begins again at its checkpoint.
    const life = `${key}/${replica.leaderEpoch}/${s.brokers.get(broker)?.incarnation}`;
    const before = seen.highWatermarks.get(life) ?? 0;
    if (highWatermark < before)
      return broken('high watermark', `${epoch} on broker ${broker} fell from ${before} to ${highWatermark}`);
    seen.highWatermarks.set(life, highWatermark);
  }
  return null;
}
