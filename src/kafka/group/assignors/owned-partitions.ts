import type { AssignorMember } from './assignor.ts';
import { sameTexts } from './partition-table.ts';
import type { StickyRound } from './sticky-round.ts';

/** Which claims count. */
export interface OwnedPartitions {
  /** By member: partition ids in the order claimed. Nothing is owned by two. */
  readonly owned: number[][];
  /** Ids that two members claimed for the same generation: they count for neither. */
  readonly withMultiplePreviousOwners: ReadonlySet<number>;
  readonly maxGeneration: number;
}

const generationOf = (generation: number | null): number => generation ?? -1;

/**
 * Of two claims on a partition that of the younger generation counts. The generation of the earlier claim is taken from
 * the other member's subscription, not from its user data, also by the eager assignor, where the two may differ.
 * Source: AbstractStickyAssignor.allSubscriptionsEqual.
 */
export function resolveClaims({ table, members, order, claims }: StickyRound): OwnedPartitions {
  const owned = members.map((): number[] => []);
  const owner: number[] = new Array(table.topicOf.length).fill(-1);
  const withMultiplePreviousOwners = new Set<number>();
  let maxGeneration = -1;
  for (const member of order) {
    const claim = claims[member];
    const mine = owned[member];
    if (claim === undefined || mine === undefined) continue;
    const generation = generationOf(claim.generation);
    maxGeneration = Math.max(maxGeneration, generation);
    for (const id of claim.ids) {
      const other = owner[id] as number;
      if (other !== -1) {
        const otherGeneration = Math.max(-1, (members[other] as AssignorMember).generationId);
        if (generation < otherGeneration) continue;
        remove(owned[other] as number[], id);
        if (generation === otherGeneration) withMultiplePreviousOwners.add(id);
        else mine.push(id);
      } else {
        mine.push(id);
      }
      owner[id] = member;
    }
  }
  return { owned, withMultiplePreviousOwners, maxGeneration };
}

function remove(list: number[], id: number): void {
  const at = list.indexOf(id);
  if (at !== -1) list.splice(at, 1);
}

/**
 * Whether all members subscribe to the same topics. Members without any topic that come before the first with one do
 * not count, as in Kafka. Source: AbstractStickyAssignor.allSubscriptionsEqual.
 */
export function allSubscriptionsEqual({ members, order }: StickyRound): boolean {
  let first: ReadonlySet<string> = new Set();
  let firstTopics: readonly string[] = [];
  for (const number of order) {
    const { topics } = members[number] as AssignorMember;
    if (first.size === 0) {
      first = new Set(topics);
      firstTopics = topics;
    } else if (!sameTexts(topics, firstTopics)) {
      const set = new Set(topics);
      if (topics.length !== first.size || ![...set].every((topic) => first.has(topic))) return false;
    }
  }
  return true;
}
