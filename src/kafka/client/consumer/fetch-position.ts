/** Source: Metadata.LeaderAndEpoch; −1: none, unknown. */
export interface LeaderAndEpoch {
  readonly leader: number;
  readonly leaderEpoch: number;
}

export const noLeaderOrEpoch: LeaderAndEpoch = { leader: -1, leaderEpoch: -1 };

export const isSameLeader = (a: LeaderAndEpoch, b: LeaderAndEpoch): boolean =>
  a.leader === b.leader && a.leaderEpoch === b.leaderEpoch;

/**
 * Where a consumer reads, the epoch of the record before (−1: unknown), and the leader that this goes with.
 * Source: SubscriptionState.FetchPosition.
 */
export interface FetchPosition {
  readonly offset: number;
  readonly offsetEpoch: number;
  readonly currentLeader: LeaderAndEpoch;
}

export const isSamePosition = (a: FetchPosition, b: FetchPosition): boolean =>
  a.offset === b.offset && a.offsetEpoch === b.offsetEpoch && isSameLeader(a.currentLeader, b.currentLeader);

const optional = (text: string | null): string => (text === null ? 'Optional.empty' : `Optional[${text}]`);

/** As it shows in log lines. Source: SubscriptionState.FetchPosition.toString, Metadata.LeaderAndEpoch.toString, Node.toString. */
export function positionText(
  { offset, offsetEpoch, currentLeader }: FetchPosition,
  rackOf: ReadonlyMap<number, string> | undefined,
): string {
  const { leader, leaderEpoch } = currentLeader;
  const rack = rackOf?.get(leader) ?? null;
  const node = leader < 0 ? null : `broker-${leader}:9092 (id: ${leader} rack: ${rack} isFenced: false)`;
  const epoch = leaderEpoch < 0 ? 'absent' : leaderEpoch;
  return (
    `FetchPosition{offset=${offset}, offsetEpoch=${optional(offsetEpoch < 0 ? null : String(offsetEpoch))}, ` +
    `currentLeader=LeaderAndEpoch{leader=${optional(node)}, epoch=${epoch}}}`
  );
}
