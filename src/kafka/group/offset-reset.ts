import type { TopicPartition } from '../protocol/requests.ts';

/** Where kafka-consumer-groups --reset-offsets moves a group; by its options' names. Times in milliseconds since 1970. */
export type ResetStrategy =
  | { readonly kind: 'to-earliest' }
  | { readonly kind: 'to-latest' }
  | { readonly kind: 'to-current' }
  | { readonly kind: 'to-offset'; readonly offset: number }
  | { readonly kind: 'shift-by'; readonly by: number }
  | { readonly kind: 'to-datetime'; readonly ms: number }
  /** So many milliseconds ago. */
  | { readonly kind: 'by-duration'; readonly ms: number };

/** What the tool has been told so far. Offsets by `offsetAt`. */
export interface ResetFacts {
  /** By `topic-partition`; null: nobody has asked. */
  readonly committed: ReadonlyMap<string, number> | null;
  readonly offsets: ReadonlyMap<string, number>;
}

export interface PlannedOffset extends TopicPartition {
  readonly offset: number;
}

export type ResetStep =
  | { readonly kind: 'ask-committed' }
  /** ListOffsets; −1 latest, −2 earliest, otherwise milliseconds. */
  | { readonly kind: 'ask-offsets'; readonly timestamp: number; readonly partitions: readonly TopicPartition[] }
  /** `warnings`: the tool's own words. */
  | { readonly kind: 'plan'; readonly offsets: readonly PlannedOffset[]; readonly warnings: readonly string[] }
  | { readonly kind: 'impossible'; readonly message: string };

const latest = -1;
const earliest = -2;

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

/** Key of an answer to ListOffsets; its offset is −1 when there is no record so late. */
export const offsetAt = (timestamp: number, at: TopicPartition): string => `${timestamp}:${nameOf(at)}`;

/** Only a group without members may be moved: its members would commit over it. */
export const resetRefusal = (group: string, state: string): string | null =>
  state === 'Empty' || state === 'Dead'
    ? null
    : `Assignments can only be reset if the group '${group}' is inactive, but the current state is ${state}.`;

/**
 * What the tool does next with what it knows: ask, or name the new offsets. The same questions in the same order for a
 * dry run. Source: org.apache.kafka.tools.OffsetsUtils (4.3.1), GroupOffsetsResetter after it.
 */
export function nextResetStep(
  strategy: Exclude<ResetStrategy, { kind: 'by-duration' }>,
  partitions: readonly TopicPartition[],
  facts: ResetFacts,
): ResetStep {
  const askFor = (timestamp: number, some = partitions): ResetStep | null => {
    const unknown = some.filter((at) => !facts.offsets.has(offsetAt(timestamp, at)));
    return unknown.length === 0 ? null : { kind: 'ask-offsets', timestamp, partitions: unknown };
  };
  const told = (timestamp: number, at: TopicPartition): number => facts.offsets.get(offsetAt(timestamp, at)) ?? -1;
  const plan = (offsetOf: (at: TopicPartition) => number, warnings: readonly string[] = []): ResetStep => ({
    kind: 'plan',
    offsets: partitions.map(({ topic, partition }) => ({ topic, partition, offset: offsetOf({ topic, partition }) })),
    warnings,
  });
  const inRange = (wanted: (at: TopicPartition) => number): ResetStep => {
    const warnings: string[] = [];
    const clamp = (at: TopicPartition): number => {
      const { offset, warning } = intoRange(at, wanted(at), told(earliest, at), told(latest, at));
      if (warning !== null) warnings.push(warning);
      return offset;
    };
    return askFor(earliest) ?? askFor(latest) ?? plan(clamp, warnings);
  };
  switch (strategy.kind) {
    case 'to-earliest':
      return askFor(earliest) ?? plan((at) => told(earliest, at));
    case 'to-latest':
      return askFor(latest) ?? plan((at) => told(latest, at));
    case 'to-offset':
      return inRange(() => strategy.offset);
    case 'shift-by':
    case 'to-current': {
      const { committed } = facts;
      if (committed === null) return { kind: 'ask-committed' };
      const without = partitions.filter((at) => !committed.has(nameOf(at)));
      if (strategy.kind === 'to-current') {
        return askFor(latest, without) ?? plan((at) => committed.get(nameOf(at)) ?? told(latest, at));
      }
      const [first] = without;
      if (first === undefined) return inRange((at) => (committed.get(nameOf(at)) ?? 0) + strategy.by);
      const why = 'since there is no current committed offset';
      return { kind: 'impossible', message: `Cannot shift offset for partition ${nameOf(first)} ${why}` };
    }
    case 'to-datetime': {
      const asked = askFor(strategy.ms);
      if (asked !== null) return asked;
      const without = partitions.filter((at) => told(strategy.ms, at) < 0);
      const warnings = without.map(
        ({ topic, partition }) =>
          `Warn: Partition ${partition} from topic ${topic} is empty. Falling back to latest known offset.`,
      );
      const offsetOf = (at: TopicPartition): number =>
        told(strategy.ms, at) < 0 ? told(latest, at) : told(strategy.ms, at);
      return askFor(latest, without) ?? plan(offsetOf, warnings);
    }
  }
}

/** OffsetsUtils.checkOffsetsRange: a target outside the log is moved to its nearer end. */
function intoRange(
  at: TopicPartition,
  offset: number,
  start: number,
  end: number,
): { readonly offset: number; readonly warning: string | null } {
  const said = (which: string, bound: number) => ({
    offset: bound,
    warning: `New offset (${offset}) is ${which} offset for topic partition ${nameOf(at)}. Value will be set to ${bound}`,
  });
  if (offset > end) return said('higher than latest', end);
  return offset < start ? said('lower than earliest', start) : { offset, warning: null };
}
