import { writeBiography } from '../../../sim/biography/biography.ts';
import type { RecordName } from '../../../sim/biography/biography-line.ts';
import { nowUs } from '../../../sim/run.ts';
import type { Handler } from '../host-state.ts';
import type { OpenRun } from '../open-run.ts';
import { nextPart } from './part-by-part.ts';

/**
 * Goes on with a record's biography. It tells up to the moment at which it was asked for first, also when the run has gone
 * on or back since; other acts make it another run, and another biography.
 */
export const biography: Handler<'biography'> = (host, { runId, budgetMs, ...name }) =>
  nextPart(
    host,
    { runId, budgetMs },
    (open) => {
      const writing = sameWork(open, name) ?? begin(open, name);
      open.biography = writing;
      const { work, untilUs } = writing;
      return { goOn: (stop: () => boolean) => ({ ...work.goOn(stop), untilUs }) };
    },
    (open) => {
      open.biography = null;
    },
  );

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
