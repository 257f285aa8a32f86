import type { Handler } from '../host-state.ts';

/** What tells of groups and producers in detail is fetched when somebody asks: a record moves without it. */
export const groups: Handler<'groups'> = async (host, params) => (await import('./groups.ts')).groups(host, params);

export const resetPreview: Handler<'resetPreview'> = async (host, params) =>
  (await import('./groups.ts')).resetPreview(host, params);

export const producer: Handler<'producer'> = async (host, params) =>
  (await import('./groups.ts')).producer(host, params);

export const rebalance: Handler<'rebalance'> = async (host, params) =>
  (await import('./rebalance.ts')).rebalance(host, params);
