import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { difference } from './difference.ts';
import { type LogCase, playLog } from './log-steps.ts';

// What one partition's log of Kafka did, step by step (see vectors/README.md, unit/segments).
const file = new URL('../../vectors/unit/segments.json.gz', import.meta.url);
const { cases } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {
  cases: { name: string; in: LogCase['in']; out: LogCase['out'] }[];
};

test('there are cases to play', () => {
  expect(cases.length).toBeGreaterThan(100);
});

test.each(cases)('a log does what Kafka’s did: $name', (recorded) => {
  for (const [i, step] of playLog(recorded).entries()) {
    const expected = recorded.out.steps[i];
    const { highWatermark: _h, lastStableOffset: _l, ...state } = expected?.state ?? {};
    const what = `step ${i} ${recorded.in.ops[i]?.op}`;
    expect(difference(state, step.state, `${what} state`)).toBeNull();
    expect(step.error, `${what} error`).toBe(expected?.error !== null);
    if (step.result === undefined) continue;
    const { aborted: _a, ...result } = (expected?.result ?? {}) as Record<string, unknown>;
    const answer = expected?.result === null ? null : result;
    expect(difference(answer, step.result, `${what} result`)).toBeNull();
  }
});
