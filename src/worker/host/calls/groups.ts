import { ok } from '../../../base/result.ts';
import { groupDetails } from '../../../sim/view/group-details.ts';
import { producerDetail } from '../../../sim/view/producer-detail.ts';
import { resetPreview as previewOf } from '../../../sim/view/reset-preview.ts';
import { type Handler, withRun } from '../host-state.ts';
import { checkAct } from './act.ts';

export const groups: Handler<'groups'> = (host, { runId }) => withRun(host, runId, ({ run }) => groupDetails(run));

export const producer: Handler<'producer'> = (host, { runId, id }) =>
  withRun(host, runId, ({ run }) => producerDetail(run, id));

export const resetPreview: Handler<'resetPreview'> = async (host, { runId, command }) => {
  const checked = await checkAct(host, runId, command);
  if (!checked.ok && checked.error.kind !== 'bad-document') return checked;
  const asked = checked.ok ? checked.value : null;
  if (asked?.do !== 'reset-offsets') return ok({ kind: 'invalid' });
  return withRun(host, runId, ({ run }) => previewOf(run, asked));
};
