import { groupDetails } from '../../../sim/view/group-details.ts';
import { type Handler, withRun } from '../host-state.ts';

export const groups: Handler<'groups'> = (host, { runId }) => withRun(host, runId, ({ run }) => groupDetails(run));
