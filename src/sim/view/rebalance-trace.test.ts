import { expect, test } from 'vitest';
import { actOn, advanceTo, type Run, stateHash } from '../run.ts';
import { cluster, seconds } from '../testing/small-cluster.ts';
import { traceRebalance } from './rebalance-trace.ts';

/** A third member comes at second 30 and makes the others join again. */
function rebalanced(): Run {
  const run = cluster();
  advanceTo(run, seconds(30));
  actOn(run, { do: 'add-consumer', group: 'billing', member: 'billing-3', processingUs: 1000 });
  advanceTo(run, seconds(50));
  return run;
}

const window = { group: 'billing', fromUs: seconds(29.9), untilUs: seconds(40) };
const never = () => false;

test('what was said in a rebalance is told in its order, and the run stays as it is', () => {
  const run = rebalanced();
  const hash = stateHash(run);
  const answer = traceRebalance(run, window, true).goOn(never);
  expect(stateHash(run)).toBe(hash);
  if (answer.kind !== 'told') throw new Error(answer.kind);
  const { messages } = answer.trace;
  const of = (member: string) =>
    messages
      .filter((it) => it.member === member)
      .map(({ api, isResponse }) => `${api}${isResponse ? ' answered' : ''}`);
  // Its first JoinGroup has no member id: the coordinator gives it one, and it asks again (KIP-394).
  expect(of('billing-3').slice(0, 8)).toEqual([
    'FindCoordinator',
    'FindCoordinator answered',
    'JoinGroup',
    'JoinGroup answered',
    'JoinGroup',
    'JoinGroup answered',
    'SyncGroup',
    'SyncGroup answered',
  ]);
  expect(messages.find(({ error }) => error === 'MEMBER_ID_REQUIRED')?.member).toBe('billing-3');
  // The others learn of it by their heartbeats.
  const told = messages.filter(({ error }) => error === 'REBALANCE_IN_PROGRESS').map(({ member }) => member);
  expect([...new Set(told)].sort()).toEqual(['billing-1', 'billing-2']);
  const joined = messages.filter(
    ({ api, isResponse, generation }) => api === 'JoinGroup' && isResponse && generation === 2,
  );
  expect(joined.map(({ member }) => member).sort()).toEqual(['billing-1', 'billing-2', 'billing-3']);
  expect(messages.every(({ sentUs, arrivesUs }) => sentUs < arrivesUs && arrivesUs >= window.fromUs)).toBe(true);
});

test('it can be told part by part, and gives the same', () => {
  const run = rebalanced();
  const whole = traceRebalance(run, window, true).goOn(never);
  const work = traceRebalance(run, window, true);
  let parts = 0;
  for (;;) {
    parts += 1;
    const answer = work.goOn(() => true);
    if (answer.kind === 'working') continue;
    expect(answer).toEqual(whole);
    break;
  }
  expect(parts).toBeGreaterThan(1);
});

test('another group hears nothing of it', () => {
  const answer = traceRebalance(rebalanced(), { ...window, group: 'audit' }, true).goOn(never);
  expect(answer).toMatchObject({ kind: 'told', trace: { messages: [], cut: false } });
});
