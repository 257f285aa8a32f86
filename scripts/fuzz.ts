import { type Failure, fuzz, shrink } from '../src/sim/fuzz/fuzz-run.ts';
import { type Schedule, scheduleFrom } from '../src/sim/fuzz/schedule.ts';

const USAGE = 'usage: npm run fuzz -- [--runs N] [--seed S]';

function numberAfter(args: readonly string[], name: string, fallback: number): number {
  const at = args.indexOf(name);
  return at < 0 ? fallback : Number(args[at + 1]);
}

/** A line is printed after so many runs. */
const progressEvery = 500;

function report(seed: number, schedule: Schedule, failure: Failure): void {
  console.log(
    `\nseed ${seed}: ${[failure.promise, ...failure.ids].join(' ')}, at ${failure.atUs / 1_000_000} s, event ${failure.event}`,
  );
  console.log(`  ${failure.detail.replaceAll('\n', '\n  ')}`);
  const smallest = shrink(schedule, failure);
  console.log('  the fewest acts that show it:');
  for (const { atUs, command } of smallest.origin.commands)
    console.log(`  ${atUs / 1_000_000} s ${JSON.stringify(command)}`);
  console.log(`  ${JSON.stringify(smallest.origin.setup)}`);
  console.log(`  again: npm run fuzz -- --runs 1 --seed ${seed}`);
}

/** Random schedules of acts against the engine, one seed after another. The exit code says whether all kept Kafka's promises. */
export function main(args: readonly string[]): number {
  const runs = numberAfter(args, '--runs', 100);
  // Another start each time, unless one is given: it is printed, so that any run can be had again.
  const first = numberAfter(args, '--seed', Math.floor(Date.now() / 1000));
  if (!Number.isSafeInteger(runs) || !Number.isSafeInteger(first) || args.length % 2 !== 0) {
    console.error(USAGE);
    return 2;
  }
  let failed = 0;
  const startedMs = performance.now();
  for (let seed = first; seed < first + runs; seed++) {
    const schedule = scheduleFrom(seed);
    const failure = fuzz(schedule);
    if (failure !== null) {
      failed += 1;
      report(seed, schedule, failure);
    }
    const done = seed - first + 1;
    if (done % progressEvery === 0) {
      const seconds = Math.round((performance.now() - startedMs) / 1000);
      console.log(`${done} of ${runs} runs in ${seconds} s, ${failed} failed`);
    }
  }
  console.log(`fuzz: seeds ${first} to ${first + runs - 1}, ${runs - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
