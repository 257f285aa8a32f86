import { type Consumer, partitionKey } from '../../../kafka/client/consumer/state.ts';
import type { ConsumerNode } from '../../client/client-nodes.ts';
import type { SimState } from '../../state.ts';

type Owned = Consumer['partitions'] extends Map<string, infer Partition> ? Partition : never;

/** A partition that a consumer holds, as it was at the last look. Written to. */
interface OwnedSeen {
  state: Owned['state'];
  position: number;
}

interface ConsumerSeen {
  readonly partitions: Map<string, OwnedSeen>;
  /** Records that its application has been handed so far. */
  handed: number;
  isAlive: boolean;
  generation: number;
  memberId: string;
  /** A person has moved it: by seek, which may still wait for its thread. */
  isSought: boolean;
}

/** A partition that stayed with a consumer whose place in it changed. */
export interface Moved {
  readonly topic: string;
  readonly partition: number;
  readonly before: Readonly<OwnedSeen>;
  readonly now: Owned;
}

/** What became of a consumer process in a step. */
export interface ConsumerChange {
  readonly held: ConsumerNode;
  /** Its process runs, and is not closed. */
  readonly isAlive: boolean;
  /** It holds other partitions than before, or holds them as another member or of another generation. */
  readonly isReassigned: boolean;
  /** It has given partitions up, in this step; from where is not known any more. */
  readonly hasLost: boolean;
  /** What it has got, by `topic-partition`. */
  readonly gained: readonly string[];
  readonly moved: readonly Moved[];
  /** Records that its application was handed. */
  readonly handed: number;
}

/** What a watch has noted of consumers, by node. */
export type ConsumerNotes = Map<number, ConsumerSeen>;

export const isAliveConsumer = ({ state }: ConsumerNode): boolean => state === 'running' || state === 'closing';

/** Looks at the one consumer, or at all. */
export function consumerChanges(s: SimState, notes: ConsumerNotes, node: number | null): ConsumerChange[] {
  const changes: ConsumerChange[] = [];
  if (node !== null) {
    const held = s.consumers.get(node);
    if (held !== undefined) look(notes, held, changes);
  } else {
    for (const held of s.consumers.values()) {
      look(notes, held, changes);
      noteSeek(notes, held, changes.at(-1));
    }
  }
  return changes;
}

/** After an act: whatever moved now was sought, and what waits will be. */
function noteSeek(notes: ConsumerNotes, { node, consumer }: ConsumerNode, change: ConsumerChange | undefined): void {
  const seen = notes.get(node);
  if (seen === undefined) return;
  const waits = consumer.waitingCalls.some(({ do: call }) => call.startsWith('seek'));
  const hasMoved = change?.held.node === node && change.moved.length > 0;
  seen.isSought ||= waits || hasMoved;
}

function look(notes: ConsumerNotes, held: ConsumerNode, changes: ConsumerChange[]): void {
  const { consumer, node } = held;
  const isAlive = isAliveConsumer(held);
  const known = notes.get(node);
  if (known?.isAlive === false) return;
  const generation = consumer.membership.completedGenerationId;
  const { memberId } = consumer.membership.generation;
  const seen = known ?? { partitions: new Map(), handed: 0, isAlive, generation: -1, memberId: '', isSought: false };
  if (known === undefined) notes.set(node, seen);
  const gained: string[] = [];
  const moved: Moved[] = [];
  for (const now of consumer.partitions.values()) {
    const key = partitionKey(now.topic, now.partition);
    const before = seen.partitions.get(key);
    if (before === undefined) {
      gained.push(key);
      seen.partitions.set(key, { state: now.state, position: now.position });
    } else if (before.position !== now.position || before.state !== now.state) {
      moved.push({ topic: now.topic, partition: now.partition, before: { ...before }, now });
      before.position = now.position;
      before.state = now.state;
    }
  }
  const hasLost = seen.partitions.size > consumer.partitions.size;
  if (hasLost) for (const key of seen.partitions.keys()) if (!consumer.partitions.has(key)) seen.partitions.delete(key);
  const isOther = seen.generation !== generation || seen.memberId !== memberId;
  const handed = consumer.recordsConsumed - seen.handed;
  const isReassigned = gained.length > 0 || hasLost || isOther;
  if (isReassigned || moved.length > 0 || handed !== 0 || known === undefined || !isAlive)
    changes.push({ held, isAlive, isReassigned, hasLost, gained, moved, handed });
  Object.assign(seen, { handed: consumer.recordsConsumed, isAlive, generation, memberId });
}
