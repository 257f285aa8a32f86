import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { groupStoriesSuite } from './group-stories.ts';
import { runSuite } from './run-suite.ts';
import type { SuiteFile } from './suite.ts';

// What consumers and the coordinator of a real broker did, told step by step.
const path = new URL('../../vectors/unit/group-stories.json', import.meta.url);
const file = JSON.parse(readFileSync(path, 'utf8')) as SuiteFile;

test.each(file.cases.map((one) => [one.name, one] as const))('a group behaves as on a real broker: %s', (_, one) => {
  expect(runSuite(groupStoriesSuite, { ...file, cases: [one] }).failures).toEqual([]);
});
