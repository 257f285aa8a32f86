import { err, ok } from '../../../base/result.ts';
import { nowUs, recordDetail, serverLogOf, stateHash } from '../../../sim/run.ts';
import type { ServerLogLine } from '../../../sim/server-log/server-log.ts';
import { evidenceDetails } from '../../../sim/view/evidence-views.ts';
import type { ServerLogFilter } from '../../protocol.ts';
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

export const evidence: Handler<'evidence'> = (host, { runId }) =>
  withRun(host, runId, ({ run }) => evidenceDetails(run));

const levels = ['INFO', 'WARN', 'ERROR', 'FATAL'];

function fits({ node, level, message, logger }: ServerLogLine, filter: ServerLogFilter): boolean {
  if (filter.node !== null && filter.node !== node) return false;
  if (levels.indexOf(level) < levels.indexOf(filter.level)) return false;
  const text = filter.text.toLowerCase();
  return text === '' || message.toLowerCase().includes(text) || logger.toLowerCase().includes(text);
}

export const serverLog: Handler<'serverLog'> = (host, { runId, limit, ...filter }) =>
  withRun(host, runId, ({ run }) => {
    const kept = serverLogOf(run);
    const matching = kept.filter((line) => fits(line, filter));
    return { lines: matching.slice(-limit).reverse(), matching: matching.length, kept: kept.length };
  });
