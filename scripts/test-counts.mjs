/** How many tests a step ran, read from what its tool leaves behind. */

/** @typedef {{ passed: number, failed: number }} Counts */

/** @type {Counts} */
const NOTHING = { passed: 0, failed: 0 };

/** Vitest's JSON report. @param {string} text @returns {Counts} */
export function vitestCounts(text) {
  const { numPassedTests, numFailedTests } = JSON.parse(text);
  return { passed: numPassedTests, failed: numFailedTests };
}

/** Playwright's JSON report; a test that passed only when repeated counts as failed. @param {string} text @returns {Counts} */
export function playwrightCounts(text) {
  const { stats } = JSON.parse(text);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

/** The lines `SUITE: N passed, N failed` of the conformance runner. @param {string} output @returns {Counts} */
export function conformanceCounts(output) {
  let { passed, failed } = NOTHING;
  for (const [, p, f] of output.matchAll(/^\S+: (\d+) passed, (\d+) failed$/gm)) {
    passed += Number(p);
    failed += Number(f);
  }
  return { passed, failed };
}

/**
 * What a step adds to the sum. A step that ended badly without a failed test to show for it (a linter, a test file
 * that cannot be loaded, a runner that crashed) counts as one failure, and so does a test step that ran no test.
 * @param {boolean} ok whether the tool ended well
 * @param {Counts | 'no report' | undefined} counts undefined for a step that has no tests
 * @returns {Counts}
 */
export function stepCounts(ok, counts) {
  if (counts === undefined) return { passed: 0, failed: ok ? 0 : 1 };
  if (counts === 'no report') return { passed: 0, failed: 1 };
  const missing = counts.failed === 0 && (!ok || counts.passed === 0);
  return missing ? { ...counts, failed: 1 } : counts;
}
