import type { Appended } from './evidence/appended-state.ts';
import type { EvidenceEntry, EvidenceKind } from './evidence/entries.ts';
import type { GroupHistory } from './group-history-state.ts';

/** Offsets first…last of one leader epoch that a producer was told are written. Immutable. */
export interface AckedRange {
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
}

/** What an onlooker keeps beside the cluster: no rule reads it. */
export interface Evidence {
  cow: number;
  acknowledged: number;
  acknowledgedLost: number;
  /** By `topic-partition`: acknowledged and, as far as known, still there. */
  acked: Map<string, readonly AckedRange[]>;
  /** By `topic-partition`: acknowledged, then gone from the leader's history. */
  lost: Map<string, readonly AckedRange[]>;
  /** Records that lie in a log twice, and records that lie behind one of their key that was sent later. */
  duplicated: number;
  reordered: number;
  /** By the replica key of partition and producer. */
  appended: Map<number, Appended>;
  /** What there is to show of each kind, oldest first. */
  entries: Map<EvidenceKind, readonly EvidenceEntry[]>;
  /** By `group/topic-partition`: the offset after the last record handed to any member. */
  delivered: Map<string, number>;
  /** By `group/topic-partition`: what members have processed, as far as it is remembered. */
  processed: Map<string, readonly AckedRange[]>;
  /** By `group/topic-partition`: in the hands of members whose process ended; the group has not gone on behind them. */
  abandoned: Map<string, readonly AckedRange[]>;
  /** By group: records processed that a member had processed before, and records behind which it went on, unprocessed. */
  redelivered: Map<string, number>;
  skipped: Map<string, number>;
  /** By group: records processed after one of their key that was to come later. */
  outOfOrder: Map<string, number>;
  /** By `topic-partition`: since when nobody leads it, and the epoch of who did last. */
  unavailable: Map<string, { readonly sinceUs: number; readonly epoch: number }>;
  /** By `topic-partition`: microseconds of all such times that are over. */
  unavailableUs: Map<string, number>;
  /** By group id: who read what, and who stood still. */
  groups: Map<string, GroupHistory>;
}

export const createEvidence = (cow: number): Evidence => ({
  cow,
  acknowledged: 0,
  acknowledgedLost: 0,
  acked: new Map(),
  lost: new Map(),
  duplicated: 0,
  reordered: 0,
  appended: new Map(),
  entries: new Map(),
  delivered: new Map(),
  processed: new Map(),
  abandoned: new Map(),
  redelivered: new Map(),
  skipped: new Map(),
  outOfOrder: new Map(),
  unavailable: new Map(),
  unavailableUs: new Map(),
  groups: new Map(),
});

export const copyEvidence = (evidence: Evidence, cow: number): Evidence => ({
  ...evidence,
  cow,
  acked: new Map(evidence.acked),
  lost: new Map(evidence.lost),
  appended: new Map(evidence.appended),
  entries: new Map(evidence.entries),
  delivered: new Map(evidence.delivered),
  processed: new Map(evidence.processed),
  abandoned: new Map(evidence.abandoned),
  redelivered: new Map(evidence.redelivered),
  skipped: new Map(evidence.skipped),
  outOfOrder: new Map(evidence.outOfOrder),
  unavailable: new Map(evidence.unavailable),
  unavailableUs: new Map(evidence.unavailableUs),
  groups: new Map(evidence.groups),
});
