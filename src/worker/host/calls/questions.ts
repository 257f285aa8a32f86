import { err, ok } from '../../../base/result.ts';
import { nowUs, recordDetail, stateHash } from '../../../sim/run.ts';
import { type Handler, withRun } from '../host-state.ts';
import { documentOf } from '../open-run.ts';

export const hash: Handler<'hash'> = (host, { runId }) =>
  withRun(host, runId, ({ run }) => ({ hash: stateHash(run), atUs: nowUs(run) }));

/** Also of a run that has failed: how it came there can be shared. */
export const document: Handler<'document'> = (host, { runId }) => {
  const open = host.runs.get(runId);
  return open ? ok(documentOf(open)) : err({ kind: 'unknown-run', runId });
};

export const record: Handler<'record'> = (host, { runId, topic, partition, offset }) =>
  withRun(host, runId, ({ run }) => recordDetail(run, topic, partition, offset));
