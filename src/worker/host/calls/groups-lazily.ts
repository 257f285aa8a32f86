import type { Handler } from '../host-state.ts';

/** What tells of groups in detail is fetched when somebody asks: a record moves without it. */
export const groups: Handler<'groups'> = async (host, params) => (await import('./groups.ts')).groups(host, params);
