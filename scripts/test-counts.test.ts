import { expect, test } from 'vitest';
import { conformanceCounts, playwrightCounts, stepCounts, vitestCounts } from './test-counts.mjs';

test('the reports of the runners are read', () => {
  expect(vitestCounts('{"numPassedTests":5,"numFailedTests":2,"numPendingTests":1}')).toEqual({ passed: 5, failed: 2 });
  expect(playwrightCounts('{"stats":{"expected":4,"skipped":1,"unexpected":1,"flaky":1}}')).toEqual({
    passed: 4,
    failed: 2,
  });
});

test('the vector cases of all suites are summed', () => {
  const output = 'murmur2: 10 passed, 0 failed\n  case 3: 1 passed, 1 failed\nplacement: 4 passed, 2 failed\n';
  expect(conformanceCounts(output)).toEqual({ passed: 14, failed: 2 });
});

test('a step without tests counts only when it fails', () => {
  expect(stepCounts(true, undefined)).toEqual({ passed: 0, failed: 0 });
  expect(stepCounts(false, undefined)).toEqual({ passed: 0, failed: 1 });
});

test('a test step that broke, or ran nothing, is a failure', () => {
  expect(stepCounts(false, { passed: 7, failed: 0 })).toEqual({ passed: 7, failed: 1 });
  expect(stepCounts(false, { passed: 7, failed: 3 })).toEqual({ passed: 7, failed: 3 });
  expect(stepCounts(true, { passed: 0, failed: 0 })).toEqual({ passed: 0, failed: 1 });
  expect(stepCounts(false, 'no report')).toEqual({ passed: 0, failed: 1 });
});
