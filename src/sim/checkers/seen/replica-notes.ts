import type { MetadataImage } from '../../../kafka/controller/metadata-image.ts';
import { logConfigOf } from '../../settings.ts';
import { nodeOfReplicaKey, type SimState } from '../../state.ts';
import { batchesFrom } from './log-batches.ts';
import { isAsSeen, noteReplica, type ReplicaChange, type ReplicaSeen } from './replica-change.ts';
import type { CommittedBatches, MetadataWrite } from './step.ts';
import { noteCommitted, type WatchedPartition, watchPartition } from './watched-partition.ts';

/** What a watch has noted of all replicas and logs. */
export interface ReplicaNotes {
  readonly seen: Map<number, ReplicaSeen>;
  readonly partitions: Map<string, WatchedPartition>;
  /** The ids that each topic name has had. */
  readonly topicIds: Map<string, Set<string>>;
  /** Keys of the logs on each node, and what they were listed by. */
  readonly keys: Map<number, { readonly keys: readonly number[]; readonly topics: MetadataImage['topics'] | null }>;
  /** Tables of that many logs were listed. */
  logs: number;
}

export const replicaNotes = (): ReplicaNotes => ({
  seen: new Map(),
  partitions: new Map(),
  topicIds: new Map(),
  keys: new Map(),
  logs: -1,
});

export const findPartition = (notes: ReplicaNotes, topicId: string, partition: number): WatchedPartition | undefined =>
  notes.partitions.get(`${topicId}/${partition}`);

/** The partition that an image means by a name; undefined also if another topic had this name before. */
export function namedPartition(
  notes: ReplicaNotes,
  image: MetadataImage,
  topic: string,
  partition: number,
): WatchedPartition | undefined {
  const id = image.topics.get(topic)?.topicId;
  if (id === undefined || (notes.topicIds.get(topic)?.size ?? 0) > 1) return undefined;
  return findPartition(notes, id, partition);
}

/** Looks at what a step may have touched, `only` these keys or all of the node's, or at all, and notes how it is now. */
export function changesOn(
  s: SimState,
  notes: ReplicaNotes,
  image: MetadataImage,
  actor: number | null,
  only: readonly number[] | null,
  writes: readonly MetadataWrite[],
): ReplicaChange[] {
  if (writes.some(({ records }) => records.some(({ type }) => type === 'ConfigRecord')))
    noteCompaction(s, notes, image);
  const changes: ReplicaChange[] = [];
  if (actor === null) {
    notes.keys.clear();
    for (const key of [...notes.seen.keys()]) if (!s.logs.has(key)) gone(notes, key, changes);
    for (const key of s.logs.keys()) lookAt(s, notes, image, key, changes);
    notes.logs = s.logs.size;
    return changes;
  }
  // What a client asks of may be gone.
  for (const key of only ?? keysOf(s, notes, actor, changes)) lookAt(s, notes, image, key, changes);
  return changes;
}

/** The node's logs: listed anew when its metadata, or how many logs there are, has changed. */
function keysOf(s: SimState, notes: ReplicaNotes, node: number, changes: ReplicaChange[]): readonly number[] {
  const topics = s.brokers.get(node)?.image.topics ?? null;
  const known = notes.keys.get(node);
  if (known !== undefined && known.topics === topics && notes.logs === s.logs.size) return known.keys;
  const keys = [...s.logs.keys()].filter((key) => nodeOfReplicaKey(key) === node);
  // After an act nothing is listed, but what was seen there is known.
  const were = known?.keys ?? [...notes.seen.keys()].filter((key) => nodeOfReplicaKey(key) === node);
  for (const key of were) if (!s.logs.has(key)) gone(notes, key, changes);
  notes.logs = s.logs.size;
  notes.keys.set(node, { keys, topics });
  return keys;
}

function gone(notes: ReplicaNotes, key: number, changes: ReplicaChange[]): void {
  const before = notes.seen.get(key);
  if (before === undefined) return;
  notes.seen.delete(key);
  const { partition } = before;
  const nothing = { now: null, replica: null, log: null, isStarting: false, isReopened: false, fresh: [] };
  changes.push({ key, broker: nodeOfReplicaKey(key), partition, before, ...nothing });
}

function lookAt(s: SimState, notes: ReplicaNotes, image: MetadataImage, key: number, changes: ReplicaChange[]): void {
  const log = s.logs.get(key);
  if (log === undefined) return;
  const replica = s.replicas.get(key);
  const broker = nodeOfReplicaKey(key);
  const node = s.brokers.get(broker);
  let before = notes.seen.get(key) ?? null;
  if (before !== null && isAsSeen(before, log, replica, node)) return;
  // The topic was deleted and created again under the same name.
  if (before !== null && before.partition.topicId !== log.topicId) before = null;
  const partition = before?.partition ?? partitionOf(s, notes, image, log);
  const now = noteReplica(partition, log, replica, node, before);
  notes.seen.set(key, now);
  const fresh = batchesFrom(log, before === null ? 0 : before.logEndOffset);
  const { isStarting } = now;
  const isReopened = before !== null && before.life !== now.life;
  changes.push({ key, broker, partition, before, now, replica: replica ?? null, log, isStarting, isReopened, fresh });
}

function partitionOf(
  s: SimState,
  notes: ReplicaNotes,
  image: MetadataImage,
  log: { readonly topic: string; readonly partition: number; readonly topicId: string },
): WatchedPartition {
  const id = `${log.topicId}/${log.partition}`;
  const known = notes.partitions.get(id);
  if (known !== undefined) return known;
  const watched = watchPartition(log.topic, log.partition, log.topicId);
  watched.compacted = isCompacted(s, image, log.topic);
  notes.partitions.set(id, watched);
  const ids = notes.topicIds.get(log.topic) ?? new Set();
  notes.topicIds.set(log.topic, ids.add(log.topicId));
  return watched;
}

/** Once a log has been cleaned, gaps stay: a partition that was ever compacted counts as such. */
function noteCompaction(s: SimState, notes: ReplicaNotes, image: MetadataImage): void {
  for (const watched of notes.partitions.values()) watched.compacted ||= isCompacted(s, image, watched.topic);
}

function isCompacted(s: SimState, image: MetadataImage, topic: string): boolean {
  for (const { cleanerCheckpoint } of s.brokers.values()) {
    for (const key of cleanerCheckpoint.keys()) if (s.logs.get(key)?.topic === topic) return true;
  }
  const others = [...s.brokers.keys()].filter((id) => image.configs.has(`broker:${id}`));
  return [-1, ...others].some((id) => logConfigOf(s, image, topic, id).cleanupPolicy.includes('compact'));
}

/** Who takes itself for the leader says what is committed. One that starts says nothing to anybody yet. */
export function noteCommits(changes: readonly ReplicaChange[]): CommittedBatches[] {
  const noted: CommittedBatches[] = [];
  for (const { partition, replica, log, isStarting } of changes) {
    if (replica === null || log === null || isStarting || replica.role !== 'leader') continue;
    const { highWatermark } = replica;
    if (highWatermark <= partition.highWatermark || partition.suspended !== null) continue;
    const batches = batchesFrom(log, partition.highWatermark, highWatermark);
    noteCommitted(partition, batches, highWatermark);
    noted.push({ partition, batches });
  }
  return noted;
}
