import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fromHex } from '../base/bytes.ts';
import { readBatches } from '../kafka/record/record-batch.ts';
import { recordBatchSuite } from './record-batch.ts';
import { runSuite } from './run-suite.ts';
import type { SuiteFile } from './suite.ts';

// Uncompressed batches that Kafka wrote (see vectors/README.md, unit/record-batch).
const file = new URL('../../vectors/unit/record-batch.json.gz', import.meta.url);
const { suite, cases } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as SuiteFile;

/** A 64-bit number that no number holds is written as text; a simulated log never comes near. */
function isBeyond(vector: SuiteFile['cases'][number]): boolean {
  return /"(baseOffset|producerId|timestamp)":"\d+"/.test(JSON.stringify(vector.in));
}

test('every uncompressed batch is written byte by byte as Kafka writes it, and read back', () => {
  const played = runSuite(recordBatchSuite, { suite, cases: cases.filter((c) => !isBeyond(c)) });
  expect(played.failures).toEqual([]);
  expect(played.passed).toBe(197);
});

test('numbers beyond 2^53 are refused, not rounded', () => {
  const beyond = cases.filter(isBeyond);
  expect(beyond).toHaveLength(6);
  for (const { name, out } of beyond) {
    const bytes = fromHex((out as { bytes: string }).bytes);
    expect(readBatches(bytes).error?.message, name).toContain('beyond 2^53');
  }
});
