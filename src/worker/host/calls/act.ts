import { err, ok, type Result } from '../../../base/result.ts';
import type { DocumentProblem } from '../../../scenario/problem.ts';
import type { Command } from '../../../sim/command.ts';
import { actOn, nowUs, runCommands } from '../../../sim/run.ts';
import type { CallError, RunId } from '../../protocol.ts';
import { checkDocument } from '../document-check.ts';
import { type Handler, type HostState, withRun } from '../host-state.ts';
import { frameOf } from '../open-run.ts';

/** The reader sees one act, not its place in the document. */
const ofTheAct = (problem: DocumentProblem): DocumentProblem =>
  problem.kind === 'invalid' ? { ...problem, path: problem.path.replace(/^commands\[\d+\]\.command\.?/, '') } : problem;

/** The act as a document of this run would hold it. */
export async function checkAct(host: HostState, runId: RunId, command: Command): Promise<Result<Command, CallError>> {
  const asked = withRun(host, runId, (open) => {
    const commands = [...runCommands(open.run), { atUs: nowUs(open.run), command }];
    return { ...open.document, commands, momentUs: nowUs(open.run) };
  });
  if (!asked.ok) return asked;
  const checked = await checkDocument(asked.value);
  if (!checked.ok) {
    const problem = ofTheAct(checked.error);
    return err({ kind: 'bad-document', message: problem.kind, problem });
  }
  const given = checked.value.commands.at(-1);
  return given === undefined ? err({ kind: 'bad-call', message: 'no act' }) : ok(given.command);
}

/** An act that Kafka would refuse is an act; one that no document could hold is not. */
export const act: Handler<'act'> = async (host, { runId, command }) => {
  const checked = await checkAct(host, runId, command);
  if (!checked.ok) return checked;
  return withRun(host, runId, (open) => {
    actOn(open.run, checked.value, open.observe);
    open.copy.changed(true);
    return frameOf(open);
  });
};
