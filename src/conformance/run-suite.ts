import { difference } from './difference.ts';
import type { Suite, SuiteFile } from './suite.ts';

export interface SuiteReport {
  readonly suite: string;
  readonly passed: number;
  readonly failed: number;
  /** One line a failing case: its name and where the answer differs. */
  readonly failures: readonly string[];
}

function check(suite: Suite, input: unknown, expected: unknown): string | null {
  try {
    return difference(expected, suite.play(input, expected));
  } catch (error) {
    return `could not be played: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Plays every case of the file; none is left out. */
export function runSuite(suite: Suite, file: SuiteFile): SuiteReport {
  const failures: string[] = [];
  for (const vector of file.cases) {
    const found = check(suite, vector.in, vector.out);
    if (found !== null) failures.push(`${vector.name}: ${found}`);
  }
  return { suite: suite.name, passed: file.cases.length - failures.length, failed: failures.length, failures };
}
