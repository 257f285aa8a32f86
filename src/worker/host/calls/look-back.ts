import { lookBack as lookBackOf } from '../../../sim/biography/look-back.ts';
import type { Handler } from '../host-state.ts';
import type { OpenRun } from '../open-run.ts';
import { nextPart } from './part-by-part.ts';

/** Goes on with telling what a run told before it came back from storage. */
export const lookBack: Handler<'lookBack'> = (host, asked) =>
  nextPart(
    host,
    asked,
    (open) => {
      const past = samePast(open, asked.untilUs) ?? begin(open, asked.untilUs);
      open.past = past;
      return past.work;
    },
    (open) => {
      open.past = null;
    },
  );

const samePast = ({ past, run }: OpenRun, untilUs: number): OpenRun['past'] =>
  past?.untilUs === untilUs && past.commands === run.commands ? past : null;

const begin = ({ run, damaged }: OpenRun, untilUs: number): NonNullable<OpenRun['past']> => ({
  untilUs,
  commands: run.commands,
  work: lookBackOf(run, untilUs, !damaged),
});
