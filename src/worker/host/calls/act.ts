import { err } from '../../../base/result.ts';
import type { DocumentProblem } from '../../../scenario/problem.ts';
import { actOn, nowUs, runCommands } from '../../../sim/run.ts';
import { checkDocument } from '../document-check.ts';
import { type Handler, withRun } from '../host-state.ts';
import { frameOf } from '../open-run.ts';

/** The reader sees one act, not its place in the document. */
const ofTheAct = (problem: DocumentProblem): DocumentProblem =>
  problem.kind === 'invalid' ? { ...problem, path: problem.path.replace(/^commands\[\d+\]\.command\.?/, '') } : problem;

/** An act that Kafka would refuse is an act; one that no document could hold is not. */
export const act: Handler<'act'> = async (host, { runId, command }) => {
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
  return withRun(host, runId, (open) => {
    if (given) actOn(open.run, given.command, open.observe);
    open.copy.changed(true);
    return frameOf(open);
  });
};
