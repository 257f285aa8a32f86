import type { Probe } from '../../protocol/disk.ts';

/** Entries of an index by their keys, which grow. */
export interface IndexKeys {
  readonly entries: number;
  readonly key: (index: number) => number;
  /** Entries that fit into the last 8192 bytes: AbstractIndex looks there first. */
  readonly warm: number;
}

const warmBytes = 8192;

export function warmEntries(entryBytes: number): number {
  return Math.floor(warmBytes / entryBytes);
}

/** AbstractIndex.indexSlotRangeFor (4.3.1): the last entry at or below the target, −1 when there is none. */
export function searchIndex({ entries, key, warm }: IndexKeys, target: number): { found: number; probes: Probe[] } {
  const probes: Probe[] = [];
  if (entries === 0) return { found: -1, probes };
  const firstHot = Math.max(0, entries - 1 - warm);
  if (firstHot > 0) probes.push(probeAt(0, entries - 1, firstHot));
  if (key(firstHot) < target) return { found: halve(firstHot, entries - 1), probes };
  if (key(0) > target) {
    probes.push(probeAt(0, firstHot, 0));
    return { found: -1, probes };
  }
  return { found: halve(0, firstHot), probes };

  function probeAt(low: number, high: number, middle: number): Probe {
    const there = key(middle);
    return { low, high, middle, key: there, goes: there > target ? 'left' : there < target ? 'right' : 'hit' };
  }

  function halve(from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const probe = probeAt(low, high, middle);
      probes.push(probe);
      if (probe.goes === 'hit') return middle;
      if (probe.goes === 'left') high = middle - 1;
      else low = middle;
    }
    return low;
  }
}
