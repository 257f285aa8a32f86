import { expect, test } from 'vitest';
import type { Command } from '../sim/command.ts';
import type { GroupSetup } from '../sim/setup.ts';
import { aDocument, aSetup } from './testing/documents.ts';
import { validateRunDocument } from './validate.ts';

function problemOf(document: unknown): object | null {
  const valid = validateRunDocument(document);
  return valid.ok ? null : valid.error;
}

const [first] = aSetup().groups;
const poison = { record: { by: 'offset', every: 3 }, retries: null, backoffMs: 10, giveUp: 'dead-letter' } as const;
const withGroup = (changes: Partial<GroupSetup>) =>
  aDocument({ setup: aSetup({ groups: [{ ...(first as GroupSetup), ...changes }] }), commands: [] });
const topic = first?.topics[0] ?? '';

test.each<[string, Partial<GroupSetup>]>([
  ['a pattern', { topics: [], pattern: 'or.*' }],
  ['an application', { application: { commit: { call: 'commitAsync', when: 'before', records: 10 } } }],
  ['dead letters', { application: { poison: { ...poison, deadLetterTopic: topic } } }],
  ['partitions by hand', { members: [{ id: 'c', processingUs: 0, assign: [{ topic, partition: 0 }] }] }],
])('a group may have %s', (_, changes) => {
  expect(problemOf(withGroup(changes))).toBeNull();
});

test.each<[string, Partial<GroupSetup>, string, string]>([
  ['neither topics nor a pattern', { topics: [] }, 'setup.groups[0].topics', 'topics-or-pattern'],
  ['topics and a pattern', { pattern: 'or.*' }, 'setup.groups[0].topics', 'topics-or-pattern'],
  ['a pattern that is none', { topics: [], pattern: '(or' }, 'setup.groups[0].pattern', 'bad-pattern'],
  [
    'no topic for dead letters',
    { application: { poison } },
    'setup.groups[0].application.poison.deadLetterTopic',
    'unknown',
  ],
  [
    'a partition twice',
    { members: [{ id: 'c', processingUs: 0, assign: [0, 0].map((partition) => ({ topic, partition })) }] },
    'setup.groups[0].members[0].assign[1]',
    'not-unique',
  ],
])('a group with %s is refused', (_, changes, path, code) => {
  expect(problemOf(withGroup(changes))).toMatchObject({ path, reason: { code } });
});

test('acts on a consumer name one that was there, and a topic that exists', () => {
  const member = first?.members[0]?.id ?? '';
  const act = (command: Command) => problemOf(aDocument({ commands: [{ atUs: 0, command }] }));
  const all = { topic: null, partition: null };
  expect(act({ do: 'freeze-consumer', member })).toBeNull();
  expect(act({ do: 'seek-consumer', member, ...all, to: 7 })).toBeNull();
  expect(act({ do: 'pause-consumer', member: 'nobody' })).toMatchObject({ path: 'commands[0].command.member' });
  expect(act({ do: 'seek-consumer', member, topic: 'none', partition: 0, to: 'end' })).toMatchObject({
    path: 'commands[0].command.topic',
  });
});
