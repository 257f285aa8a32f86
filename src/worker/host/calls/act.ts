import { err } from '../../../base/result.ts';
import { validateRunDocument } from '../../../scenario/validate.ts';
import { actOn, nowUs, runCommands } from '../../../sim/run.ts';
import { type Handler, withRun } from '../host-state.ts';
import { frameOf } from '../open-run.ts';

/** An act that Kafka would refuse is an act; one that no document could hold is not. */
export const act: Handler<'act'> = (host, { runId, command }) => {
  const checked = withRun(host, runId, (open) => {
    const commands = [...runCommands(open.run), { atUs: nowUs(open.run), command }];
    return validateRunDocument({ ...open.document, commands, momentUs: nowUs(open.run) });
  });
  if (!checked.ok) return checked;
  if (!checked.value.ok) {
    const problem = checked.value.error;
    return err({ kind: 'bad-document', message: problem.kind, problem });
  }
  const given = checked.value.value.commands.at(-1);
  return withRun(host, runId, (open) => {
    if (given) actOn(open.run, given.command);
    open.copy.changed(true);
    return frameOf(open);
  });
};
