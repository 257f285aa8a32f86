import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import type { SimEvent } from '../event-queue.ts';
import { recordsBetween } from '../evidence/sent-records.ts';
import { replicaKey, type SimState } from '../state.ts';
import type { BiographyEvent, RecordName } from './biography-line.ts';
import { isOf } from './first-append.ts';
import { holds, logOn } from './record-place.ts';

/** Follows one record through the logs of its partition's replicas. */
export interface CopiesWatch {
  /** Tells what the last event, or act, changed; `appendedOn`: the broker that has just appended the record as a leader. */
  look(s: SimState, event: SimEvent | null, appendedOn: number | null): readonly BiographyEvent[];
  /** A leader of a later epoch does not have it. */
  isLost(): boolean;
  /** Brokers whose logs have it, in ascending order. */
  onBrokers(): readonly number[];
}

export function watchCopies(name: RecordName): CopiesWatch {
  const having = new Set<number>();
  /** Their logs have its offset, and the cleaner has taken the record. */
  const cleaned = new Set<number>();
  /** By broker: the epoch in which it led when it was looked at last. */
  const leading = new Map<number, number>();
  let known = false;
  let committed = false;
  let lost = false;

  function copyOn(s: SimState, broker: number, event: SimEvent | null, appendedOn: number | null): BiographyEvent[] {
    const log = logOn(s, broker, name);
    const inLog = log !== undefined && holds(log, name);
    if (!inLog) cleaned.delete(broker);
    else if (wasCleaned(s, broker, name) || !(having.has(broker) || cleaned.has(broker))) {
      if (recordsBetween(log, name.offset, name.offset)[Symbol.iterator]().next().done === true) cleaned.add(broker);
    }
    const has = inLog && !cleaned.has(broker);
    if (has === having.has(broker)) return [];
    if (!has) {
      having.delete(broker);
      return [goneFrom(s, broker, event, log)];
    }
    having.add(broker);
    known = true;
    return broker === appendedOn ? [] : [{ kind: 'copied', broker }];
  }

  function goneFrom(
    s: SimState,
    broker: number,
    event: SimEvent | null,
    log: PartitionLog | undefined,
  ): BiographyEvent {
    if (log === undefined) return { kind: 'removed', broker };
    if (log.logStartOffset > name.offset) return { kind: 'deleted', broker, why: whyDeleted(event) };
    if (holds(log, name)) return { kind: 'compacted', broker };
    if (!s.updates.some((u) => u.kind === 'truncated' && u.broker === broker && isOf(u, name))) {
      return { kind: 'not-on-disk', broker };
    }
    const replica = s.replicas.get(replicaKey(s, broker, name.topic, name.partition));
    const { leaderId: leader = -1, leaderEpoch = -1 } = replica ?? {};
    return { kind: 'truncated', broker, leader, leaderEpoch };
  }

  function leaderOn(s: SimState, broker: number): BiographyEvent[] {
    const log = logOn(s, broker, name);
    const replica = log && s.replicas.get(replicaKey(s, broker, name.topic, name.partition));
    if (log === undefined || replica?.role !== 'leader') {
      leading.delete(broker);
      return [];
    }
    const isNew = leading.get(broker) !== replica.leaderEpoch;
    leading.set(broker, replica.leaderEpoch);
    if (having.has(broker)) {
      if (committed || replica.highWatermark <= name.offset) return [];
      committed = true;
      return [{ kind: 'committed', broker, highWatermark: replica.highWatermark }];
    }
    if (!known || !isNew || lost || replica.leaderEpoch <= name.epoch || log.logStartOffset > name.offset) return [];
    if (holds(log, name)) return [];
    lost = true;
    return [{ kind: 'lost', broker, epoch: replica.leaderEpoch }];
  }

  return {
    look(s, event, appendedOn) {
      const told: BiographyEvent[] = [];
      for (const broker of s.brokers.keys()) told.push(...copyOn(s, broker, event, appendedOn));
      for (const broker of s.brokers.keys()) told.push(...leaderOn(s, broker));
      return told;
    },
    isLost: () => lost,
    onBrokers: () => [...having].sort((x, y) => x - y),
  };
}

const wasCleaned = (s: SimState, broker: number, name: RecordName): boolean =>
  s.updates.some((update) => update.kind === 'segments-cleaned' && update.broker === broker && isOf(update, name));

function whyDeleted(event: SimEvent | null): 'retention' | 'delete-records' | 'leader' {
  if (event?.kind === 'request' && event.request.api === 'DeleteRecords') return 'delete-records';
  return event?.kind === 'response' && event.request.api === 'Fetch' ? 'leader' : 'retention';
}
