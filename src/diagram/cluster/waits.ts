import type { WaitView } from '../../sim/snapshot.ts';

/** Shorter waits are over before a ring would be understood. */
const shortestUs = 3_000_000;

/** Waits of one config on one kind of thing, told as one: the one that ends first stands for all. */
export interface WaitGroup {
  readonly key: string;
  readonly first: WaitView;
  /** How many more wait for the same config. */
  readonly others: number;
}

/** The waits worth showing at a moment, soonest end first. */
export function waitsAt(waits: readonly WaitView[], nowUs: number): WaitView[] {
  return waits
    .filter((wait) => wait.endUs - wait.startUs > shortestUs && nowUs >= wait.startUs && nowUs < wait.endUs)
    .sort((a, b) => a.endUs - b.endUs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

export function groupWaits(shown: readonly WaitView[]): WaitGroup[] {
  const groups = new Map<string, WaitGroup>();
  for (const wait of shown) {
    const key = `${wait.config}/${wait.subject.kind}`;
    const known = groups.get(key);
    groups.set(key, known ? { ...known, others: known.others + 1 } : { key, first: wait, others: 0 });
  }
  return [...groups.values()];
}

/** Share of the wait that is still to come, 1…0. */
export const shareLeft = (wait: WaitView, nowUs: number): number =>
  Math.max(0, Math.min(1, (wait.endUs - nowUs) / (wait.endUs - wait.startUs)));
