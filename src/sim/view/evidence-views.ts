import type { EvidenceEntry, EvidenceKind } from '../evidence/entries.ts';
import { stillAfter } from '../group-history.ts';
import type { EvidenceCounts } from '../snapshot.ts';
import type { SimState } from '../state.ts';
import type { Run } from '../timeline.ts';

/** A time in which partitions that a member had were not read; microseconds. */
export interface StoodStill {
  readonly group: string;
  /** client.id */
  readonly member: string;
  readonly why: 'joining' | 'dead';
  readonly fromUs: number;
  /** null: it goes on. */
  readonly toUs: number | null;
  readonly partitions: number;
}

/** What there is to show for each number, newest first. */
export interface EvidenceDetails {
  readonly atUs: number;
  readonly entries: Readonly<Partial<Record<EvidenceKind, readonly EvidenceEntry[]>>>;
  /** Partitions that nobody leads now, since when. */
  readonly unavailableNow: readonly { readonly topic: string; readonly partition: number; readonly sinceUs: number }[];
  readonly stoodStill: readonly StoodStill[];
}

const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};

/** What clients have suffered so far. */
export function evidenceCounts(s: SimState): EvidenceCounts {
  const { acknowledged, acknowledgedLost, duplicated, reordered } = s.evidence;
  const { redelivered, skipped, outOfOrder, unavailable, unavailableUs, groups } = s.evidence;
  let stoodStillUs = 0;
  for (const { members } of groups.values()) {
    for (const member of members) stoodStillUs += sum(Object.values(stillAfter(member, s.nowUs)));
  }
  let unavailableSum = sum(unavailableUs.values());
  for (const { sinceUs } of unavailable.values()) unavailableSum += s.nowUs - sinceUs;
  return {
    acknowledged,
    acknowledgedLost,
    duplicated,
    reordered,
    processedTwice: sum(redelivered.values()),
    skipped: sum(skipped.values()),
    outOfOrder: sum(outOfOrder.values()),
    unavailableUs: unavailableSum,
    stoodStillUs,
  };
}

/** As many of them as a person looks at. */
const mostShown = 100;

export function evidenceDetails({ state: s }: Run): EvidenceDetails {
  const { entries, unavailable } = s.evidence;
  const unavailableNow = [...unavailable].map(([name, { sinceUs }]) => {
    const dash = name.lastIndexOf('-');
    return { topic: name.slice(0, dash), partition: Number(name.slice(dash + 1)), sinceUs };
  });
  return {
    atUs: s.nowUs,
    entries: Object.fromEntries([...entries].map(([kind, list]) => [kind, list.toReversed()])),
    unavailableNow: unavailableNow.slice(0, mostShown),
    stoodStill: stoodStill(s).slice(0, mostShown),
  };
}

function stoodStill(s: SimState): StoodStill[] {
  const found: StoodStill[] = [];
  for (const [group, { members }] of s.evidence.groups) {
    for (const { id, spans, endUs } of members) {
      for (const [at, { phase, fromUs, partitions }] of spans.entries()) {
        if ((phase !== 'joining' && phase !== 'dead') || partitions.length === 0) continue;
        const toUs = spans[at + 1]?.fromUs ?? endUs;
        found.push({ group, member: id, why: phase, fromUs, toUs, partitions: partitions.length });
      }
    }
  }
  return found.sort((a, b) => b.fromUs - a.fromUs);
}
