import type { groupsLens } from './en/groups.ts';
import type { Locale } from './locale.ts';

export type GroupsTexts = typeof groupsLens;

/** What a bar of the chart has to say. Times and durations are written out already. */
export interface BarFacts {
  readonly id: string;
  readonly phase: 'arriving' | 'reading' | 'idle' | 'joining' | 'expelled' | 'dead';
  readonly from: string;
  /** null: it goes on. */
  readonly to: string | null;
  readonly took: string;
  /** Names with commas between; '' for none. */
  readonly partitions: string;
  readonly generation: number;
  /** Until JoinGroup: to find the coordinator, or for the commit before it gave its partitions up; null: no time. */
  readonly before: string | null;
  /** From JoinGroup to its answer, and from SyncGroup to its own; null: not so far yet. */
  readonly join: string | null;
  readonly sync: string | null;
  /** The client's reason to join again, in Kafka's words. */
  readonly reason: string;
}

/** The words of the groups lens are fetched when it is opened. */
export async function loadGroupsTexts(locale: Locale): Promise<GroupsTexts> {
  switch (locale) {
    case 'en':
      return (await import('./en/groups.ts')).groupsLens;
    case 'ko':
      return (await import('./ko/groups.ts')).groupsLens;
  }
}
