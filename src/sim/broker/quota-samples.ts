import { noSamples, type RateSamples } from '../../kafka/quota/simple-rate.ts';

/** What a broker sends to throttled replicas as their leader, and what it takes in as their follower. */
export type QuotaSide = 'leader' | 'follower';

/** Bytes that counted on each side. Gone with the process. */
export type QuotaSamples = Readonly<Record<QuotaSide, RateSamples>>;

export const noQuotaSamples: QuotaSamples = { leader: noSamples, follower: noSamples };
