import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Failure, fuzz, shrink } from '../src/sim/fuzz/fuzz-run.ts';
import { type Schedule, scheduleFrom } from '../src/sim/fuzz/schedule.ts';

const USAGE = 'usage: npm run fuzz -- [--runs N] [--seed S] [--threads N]';

/** The seeds of one thread: `first`, and then every `step`-th below `end`. */
interface Share {
  readonly first: number;
  readonly end: number;
  readonly step: number;
}

/** What a thread says of one run; null: all promises were kept. */
type Said = string | null;

function numberAfter(args: readonly string[], name: string, fallback: number): number {
  const at = args.indexOf(name);
  return at < 0 ? fallback : Number(args[at + 1]);
}

/** A line is printed after so many runs. */
const progressEvery = 500;

function report(seed: number, schedule: Schedule, failure: Failure): string {
  const smallest = shrink(schedule, failure);
  return [
    `\nseed ${seed}: ${[failure.promise, ...failure.ids].join(' ')}, at ${failure.atUs / 1_000_000} s, event ${failure.event}`,
    `  ${failure.detail.replaceAll('\n', '\n  ')}`,
    '  the fewest acts that show it:',
    ...smallest.origin.commands.map(({ atUs, command }) => `  ${atUs / 1_000_000} s ${JSON.stringify(command)}`),
    `  ${JSON.stringify(smallest.origin.setup)}`,
    `  again: npm run fuzz -- --runs 1 --seed ${seed}`,
  ].join('\n');
}

function play({ first, end, step }: Share, say: (said: Said) => void): void {
  for (let seed = first; seed < end; seed += step) {
    const schedule = scheduleFrom(seed);
    const failure = fuzz(schedule);
    say(failure === null ? null : report(seed, schedule, failure));
  }
}

function playInThread(share: Share, say: (said: Said) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(fileURLToPath(import.meta.url), { workerData: share });
    thread.on('message', say);
    thread.on('error', reject);
    thread.on('exit', () => resolve());
  });
}

/** Random schedules of acts against the engine, a share of the seeds a thread. The exit code says whether all kept Kafka's promises. */
export async function main(args: readonly string[]): Promise<number> {
  const runs = numberAfter(args, '--runs', 100);
  // Another start each time, unless one is given: it is printed, so that any run can be had again.
  const first = numberAfter(args, '--seed', Math.floor(Date.now() / 1000));
  const threads = Math.min(numberAfter(args, '--threads', availableParallelism()), runs);
  if (![runs, first, threads].every(Number.isSafeInteger) || threads < 1 || args.length % 2 !== 0) {
    console.error(USAGE);
    return 2;
  }
  let done = 0;
  let failed = 0;
  const startedMs = performance.now();
  const say = (said: Said): void => {
    done += 1;
    if (said !== null) {
      failed += 1;
      console.log(said);
    }
    if (done % progressEvery !== 0) return;
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    console.log(`${done} of ${runs} runs in ${seconds} s, ${failed} failed`);
  };
  const shares = Array.from({ length: threads }, (_, at) => ({ first: first + at, end: first + runs, step: threads }));
  if (threads === 1) for (const share of shares) play(share, say);
  else await Promise.all(shares.map((share) => playInThread(share, say)));
  console.log(`fuzz: seeds ${first} to ${first + runs - 1}, ${done - failed} passed, ${failed} failed`);
  return failed === 0 && done === runs ? 0 : 1;
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  play(workerData, (said) => port.postMessage(said));
}
