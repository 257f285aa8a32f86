import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { assignorByName } from './assignor.ts';
import { assignRange } from './range.ts';

interface Round {
  readonly topics: readonly { readonly name: string; readonly partitions: number }[];
  readonly members: readonly {
    readonly id: string;
    readonly instanceId: string | null;
    readonly topics: readonly string[];
  }[];
}
interface Case {
  readonly name: string;
  readonly in: { readonly rounds: readonly Round[] };
  readonly out: { readonly rounds: readonly Record<string, Record<string, number[]>>[] };
}

const file = new URL('../../../../vectors/unit/assignor-range.json.gz', import.meta.url);
const { cases } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { cases: Case[] };

function assignAsKafka(round: Round): Record<string, Record<string, number[]>> {
  const assignment = assignRange(
    new Map(round.topics.map(({ name, partitions }) => [name, partitions])),
    round.members.map(({ id, instanceId, topics }) => ({ memberId: id, groupInstanceId: instanceId, topics })),
  );
  return Object.fromEntries([...assignment].map(([memberId, topics]) => [memberId, Object.fromEntries(topics)]));
}

test('range assigns as Kafka does in every recorded case without racks', () => {
  expect(cases.length).toBeGreaterThan(100);
  for (const { name, in: input, out } of cases) {
    expect(input.rounds.map(assignAsKafka), name).toEqual(out.rounds);
  }
});

test('the first members by id get one partition more, static members come before dynamic ones', () => {
  const member = (memberId: string, groupInstanceId: string | null) => ({ memberId, groupInstanceId, topics: ['a'] });
  const assignment = assignRange(new Map([['a', 4]]), [
    member('c1', null),
    member('c2', 'inst-b'),
    member('c3', 'inst-a'),
  ]);
  expect([...assignment].map(([id, topics]) => [id, topics.get('a')])).toEqual([
    ['c1', [3]],
    ['c2', [2]],
    ['c3', [0, 1]],
  ]);
});

test('assignors are found by the names that partition.assignment.strategy uses', () => {
  expect(assignorByName('range')?.rebalanceProtocol).toBe('EAGER');
  expect(assignorByName('nobody')).toBeUndefined();
});
