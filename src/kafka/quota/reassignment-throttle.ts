import type { MetadataImage } from '../controller/metadata-image.ts';

/** What kafka-reassign-partitions --throttle sets before it asks for the move. */
export interface ReassignmentThrottle {
  /** The topic's `leader.replication.throttled.replicas` and `follower.replication.throttled.replicas`, by topic. */
  readonly topics: ReadonlyMap<string, { readonly leaders: string; readonly followers: string }>;
  /** Ids, ascending: sources and destinations of every move. */
  readonly brokers: readonly number[];
}

interface Move {
  readonly partition: number;
  readonly sources: ReadonlySet<number>;
  readonly destinations: ReadonlySet<number>;
}

/**
 * The throttle for a proposed list of replicas beside the moves that are under way: replicas that are there are
 * throttled as leaders, those that come as followers. `null`: there is no such partition.
 * Source: ReassignPartitionsCommand.calculateProposedMoveMap, calculateLeaderThrottles, calculateFollowerThrottles,
 * calculateReassigningBrokers (4.3.1).
 */
export function reassignmentThrottle(
  image: MetadataImage,
  topic: string,
  partition: number,
  replicas: readonly number[],
): ReassignmentThrottle | null {
  const present = image.topics.get(topic)?.partitions[partition];
  if (present === undefined) return null;
  const moves = currentMoves(image);
  const ofTopic = moves.get(topic) ?? [];
  const sources = new Set(ofTopic.find((move) => move.partition === partition)?.sources ?? present.replicas);
  const destinations = new Set(replicas.filter((id) => !sources.has(id)));
  const others = ofTopic.filter((move) => move.partition !== partition);
  moves.set(topic, [...others, { partition, sources, destinations }]);
  const topics = new Map(
    [...moves].map(([name, list]) => [
      name,
      { leaders: listOf(list, (move) => move.sources), followers: listOf(list, (move) => move.destinations) },
    ]),
  );
  const brokers = new Set(
    [...moves.values()].flatMap((list) => list.flatMap((m) => [...m.sources, ...m.destinations])),
  );
  return { topics, brokers: [...brokers].sort((a, b) => a - b) };
}

/** The moves under way (listPartitionReassignments), by topic. */
function currentMoves(image: MetadataImage): Map<string, Move[]> {
  const moves = new Map<string, Move[]>();
  for (const [topic, { partitions }] of image.topics) {
    for (const [partition, { replicas, addingReplicas, removingReplicas }] of partitions.entries()) {
      if (addingReplicas.length + removingReplicas.length === 0) continue;
      const sources = new Set(replicas.filter((id) => !addingReplicas.includes(id)));
      moves.set(topic, [...(moves.get(topic) ?? []), { partition, sources, destinations: new Set(addingReplicas) }]);
    }
  }
  return moves;
}

/** In the order of their text, as the tool writes them. */
function listOf(moves: readonly Move[], side: (move: Move) => ReadonlySet<number>): string {
  return moves
    .flatMap((move) => [...side(move)].map((broker) => `${move.partition}:${broker}`))
    .sort()
    .join(',');
}
