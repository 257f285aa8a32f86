import { ok } from '../../../base/result.ts';
import type { Handler } from '../host-state.ts';

export const storedRuns: Handler<'storedRuns'> = async (host) => {
  await host.role.ready();
  const listed = await host.role.store()?.list();
  const runs = listed?.ok ? listed.value : [];
  return ok(runs.map(({ id, savedAtMs, document }) => ({ runId: id, savedAtMs, document })));
};
