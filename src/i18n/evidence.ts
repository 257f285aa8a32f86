import type { evidence } from './en/evidence.ts';
import type { Locale } from './locale.ts';
import type { Words } from './words.ts';

export type EvidenceTexts = typeof evidence;

interface OnBroker {
  readonly broker: number;
}
interface ByProducer {
  readonly producer: string;
}
interface ByMember {
  readonly group: string;
  readonly member: string;
}

/** A sentence for every kind of line of a record's life. */
export interface BiographyTexts {
  created(it: ByProducer & { readonly key: string | null }): Words;
  batched(it: ByProducer & { readonly index: number }): Words;
  sent(it: ByProducer & OnBroker & { readonly attempt: number; readonly records: number }): Words;
  failed(it: ByProducer & { readonly error: string; readonly final: boolean }): Words;
  appended(it: OnBroker & { readonly offset: number; readonly epoch: number; readonly other: boolean }): Words;
  copied(it: OnBroker): Words;
  committed(it: OnBroker & { readonly highWatermark: number }): Words;
  acknowledged(it: ByProducer & { readonly offset: number }): Words;
  'not-awaited'(it: ByProducer): Words;
  read(it: ByMember & { readonly times: number }): Words;
  processed(it: ByMember & { readonly times: number }): Words;
  'offset-committed'(it: ByMember & { readonly offset: number }): Words;
  deleted(it: OnBroker & { readonly why: 'retention' | 'delete-records' | 'leader' }): Words;
  compacted(it: OnBroker): Words;
  truncated(it: OnBroker & { readonly leader: number; readonly leaderEpoch: number }): Words;
  'not-on-disk'(it: OnBroker): Words;
  removed(it: OnBroker): Words;
  lost(it: OnBroker & { readonly epoch: number }): Words;
}

interface Records {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

/** A sentence for every kind of evidence. Durations are written out already. */
export interface EvidenceItemTexts {
  lost(it: Records & { readonly epoch: number }): Words;
  duplicated(it: Records & ByProducer & { readonly key: string | null; readonly copyOf: number }): Words;
  reordered(it: Records & ByProducer & { readonly key: string | null; readonly behind: number }): Words;
  'processed-twice'(it: Records & ByMember): Words;
  skipped(it: Records & ByMember): Words;
  'out-of-order'(it: Records & ByMember & { readonly key: string | null; readonly behind: number }): Words;
  unavailable(it: { readonly topic: string; readonly partition: number; readonly took: string }): Words;
  stoodStill(
    it: ByMember & { readonly why: 'joining' | 'dead'; readonly partitions: number; readonly took: string },
  ): Words;
}

/** The words for what clients suffer, and for a record's life, are fetched when somebody looks at them. */
export async function loadEvidenceTexts(locale: Locale): Promise<EvidenceTexts> {
  switch (locale) {
    case 'en':
      return (await import('./en/evidence.ts')).evidence;
    case 'ko':
      return (await import('./ko/evidence.ts')).evidence;
  }
}
