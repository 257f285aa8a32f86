import { assert } from '../../../base/assert.ts';
import { actOn, advanceTo, drainUpdates, nowUs, openRun, type Run, stepEvent } from '../../run.ts';
import { origin } from '../small-cluster.ts';
import { commandOf } from './command-of.ts';
import { evidenceLines, groupLines, partitionLines, quorumLines, throttleLines, updateLine } from './say.ts';
import { formatTranscript, parseTranscript, type Step } from './script.ts';
import { setupOf } from './setup-of.ts';

const second = 1_000_000;
/** How long `until` waits. */
const patienceUs = 120 * second;

function told(run: Run): string[] {
  return drainUpdates(run).flatMap((update) => updateLine(update) ?? []);
}

/** `until KIND`: to the first update of that kind, and on to the end of its moment. */
function until(run: Run, kind: string): string[] {
  const lines: string[] = [];
  const end = nowUs(run) + patienceUs;
  while (nowUs(run) < end) {
    stepEvent(run);
    const updates = drainUpdates(run);
    lines.push(...updates.flatMap((update) => updateLine(update) ?? []));
    if (updates.some((update) => update.kind === kind)) return lines;
  }
  return [...lines, `no ${kind} in ${patienceUs / second} s`];
}

/**
 * Besides commands: `run SECONDS`, `until KIND`, `produce TOPIC PARTITION COUNT acks=…` (records by hand, 50 ms apart),
 * `show TOPIC PARTITION`, `show quorum`, `show throttles`, `show group ID`, `show evidence`.
 */
function play(run: Run, step: Step): string[] {
  const [first = '', secondWord = '', third = ''] = step.words;
  switch (step.verb) {
    case 'run':
      advanceTo(run, nowUs(run) + Number(first) * second);
      return told(run);
    case 'until':
      return until(run, first);
    case 'show':
      if (first === 'group') return groupLines(run, secondWord);
      if (first === 'evidence') return evidenceLines(run);
      if (first === 'throttles') return throttleLines(run);
      return first === 'quorum' ? quorumLines(run) : partitionLines(run, first, Number(secondWord));
    case 'produce': {
      const command = commandOf({ ...step, verb: 'produce-record' });
      assert(command !== null, 'produce is a command');
      for (let sent = 0; sent < Number(third); sent++) {
        actOn(run, command);
        advanceTo(run, nowUs(run) + second / 20);
      }
      return told(run);
    }
    default: {
      const command = commandOf(step);
      if (command === null) return [`there is no verb ${step.verb}`];
      actOn(run, command);
      return told(run);
    }
  }
}

/** Plays a transcript and gives its text anew; the first step of a file is `cluster`. */
export function playTranscript(text: string): string {
  let run: Run | null = null;
  const parts = parseTranscript(text).map((part) => {
    if (part.kind === 'remark') return { part, printed: [] };
    const printed = part.steps.flatMap((step) => {
      if (step.verb === 'cluster') {
        run = openRun(origin({ setup: setupOf(step) }));
        advanceTo(run, 2 * second);
        return told(run);
      }
      return run === null ? ['there is no cluster yet'] : play(run, step);
    });
    return { part, printed };
  });
  return formatTranscript(parts);
}
