import type { Handler } from '../host-state.ts';

/** A record's life is told when somebody asks: a record moves without it. */
export const biography: Handler<'biography'> = async (host, params) =>
  (await import('./biography.ts')).biography(host, params);

export const lookBack: Handler<'lookBack'> = async (host, params) =>
  (await import('./look-back.ts')).lookBack(host, params);
