import { err } from '../../../base/result.ts';
import { writeBiography } from '../../../sim/biography/biography.ts';
import type { RecordName } from '../../../sim/biography/biography-line.ts';
import { nowUs } from '../../../sim/run.ts';
import { type Handler, withRun } from '../host-state.ts';
import type { OpenRun } from '../open-run.ts';

/**
 * Goes on with a record's biography for as long as the call may take. It tells up to the moment at which it was asked for
 * first, also when the run has gone on or back since; other acts make it another run, and another biography.
 */
export const biography: Handler<'biography'> = (host, { runId, budgetMs, ...name }) => {
  const { ports } = host;
  const startedMs = ports.nowMs();
  const asked = withRun(host, runId, (open) => {
    open.biography = sameWork(open, name) ?? begin(open, name);
    return open;
  });
  if (!asked.ok) return asked;
  const open = asked.value;
  try {
    // What goes wrong in the replay does not end the run.
    const { work, untilUs } = open.biography ?? begin(open, name);
    const answer = work.goOn(() => ports.nowMs() - startedMs >= budgetMs);
    if (answer.kind !== 'working') open.biography = null;
    return { ok: true, value: { ...answer, untilUs } };
  } catch (error) {
    open.biography = null;
    return err({ kind: 'crashed', message: error instanceof Error ? error.message : String(error) });
  }
};

function sameWork({ biography, run }: OpenRun, name: RecordName): OpenRun['biography'] {
  if (biography === null || biography.commands !== run.commands) return null;
  const { topic, partition, offset, epoch } = biography.name;
  const same = topic === name.topic && partition === name.partition && offset === name.offset && epoch === name.epoch;
  return same ? biography : null;
}

const begin = ({ run, damaged }: OpenRun, name: RecordName): NonNullable<OpenRun['biography']> => ({
  name,
  commands: run.commands,
  untilUs: nowUs(run),
  work: writeBiography(run, name, !damaged),
});
