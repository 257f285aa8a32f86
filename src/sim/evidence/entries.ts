import { ownEvidence, type SimState } from '../state.ts';

interface Place {
  /** When it was noticed; microseconds. */
  readonly atUs: number;
  readonly topic: string;
  readonly partition: number;
}

/** Records of one leader epoch that lie next to each other. */
interface Records extends Place {
  readonly epoch: number;
  readonly first: number;
  /** Inclusive. */
  readonly last: number;
}

interface Sent extends Records {
  /** client.id of the producer. */
  readonly producer: string;
  /** Of the first of them. */
  readonly key: string | null;
}

interface Handed extends Records {
  readonly group: string;
  /** client.id of the member that processed them, or that went on behind them. */
  readonly member: string;
}

/** Something that a client suffers, with where and when. Immutable. */
export type EvidenceEntry =
  /** Acknowledged, and then no part of the partition's history any more. */
  | (Records & { readonly kind: 'lost' })
  /** One send, appended again: the first copy of `first` lies at `copyOf`. */
  | (Sent & { readonly kind: 'duplicated'; readonly copyOf: number })
  /** It lies behind a record of its key, at `behind`, that its producer sent later. */
  | (Sent & { readonly kind: 'reordered'; readonly behind: number })
  /** Processed by a member, when one of the group had processed them before. */
  | (Handed & { readonly kind: 'processed-twice' })
  /** The member went on behind them, and nobody has processed them or will. */
  | (Handed & { readonly kind: 'skipped' })
  /** Processed after a record of its key, at `behind`, that lies behind it or was sent later. */
  | (Handed & { readonly kind: 'out-of-order'; readonly key: string | null; readonly behind: number })
  /** From `fromUs` on until then nobody led the partition. */
  | (Place & { readonly kind: 'unavailable'; readonly fromUs: number });

export type EvidenceKind = EvidenceEntry['kind'];

/** Entries of one kind; of a longer list the newest are kept. */
const maxEntries = 100;

export function addEntries(s: SimState, kind: EvidenceKind, added: readonly EvidenceEntry[]): void {
  if (added.length === 0) return;
  const { entries } = ownEvidence(s);
  entries.set(kind, [...(entries.get(kind) ?? []), ...added].slice(-maxEntries));
}
