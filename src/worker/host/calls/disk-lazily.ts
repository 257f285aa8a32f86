import type { DiskCalls } from '../../protocol/disk.ts';
import type { CallName } from '../../protocol.ts';
import type { Handler } from '../host-state.ts';

type DiskHandlers = { readonly [N in keyof DiskCalls]: Handler<N> };

/** What looks into log directories is fetched with the first such call: a record moves without it. */
function lazily<N extends CallName & keyof DiskHandlers>(name: N): Handler<N> {
  return async (host, params) => {
    const handlers: DiskHandlers = await import('./disk.ts');
    const handler: Handler<N> = handlers[name];
    return handler(host, params);
  };
}

export const diskCalls: DiskHandlers = {
  diskFiles: lazily('diskFiles'),
  diskBatches: lazily('diskBatches'),
  diskRecords: lazily('diskRecords'),
  diskEntries: lazily('diskEntries'),
  diskBytes: lazily('diskBytes'),
  diskLookup: lazily('diskLookup'),
  diskDownload: lazily('diskDownload'),
  diskOpen: lazily('diskOpen'),
  diskClose: lazily('diskClose'),
};
