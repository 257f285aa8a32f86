import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type StepView, type Story, StoryPlayer } from './testing/group-story.ts';

interface RecordedStep {
  readonly groups: Record<
    string,
    {
      readonly state: string;
      readonly protocol?: string;
      readonly generation?: number;
      readonly leader?: string;
      readonly members?: Record<string, { readonly assigned: Record<string, number[]> }>;
      readonly committed?: Record<string, Record<string, number>>;
    }
  >;
  readonly members: Record<string, Record<string, unknown>>;
  readonly log: readonly string[];
  readonly logAnyOrder?: boolean;
}
interface Case {
  readonly name: string;
  readonly in: Story;
  readonly out: { readonly steps: readonly RecordedStep[] };
}

// What consumers and the coordinator of a real broker did, told step by step.
const file = new URL('../../../../vectors/unit/group-stories.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };

/** Real member ids as the recording writes them: `<A>`, and `<A#2>` for the second id of A. */
class MemberNames {
  private readonly names = new Map<string, string>();
  private readonly count = new Map<string, number>();
  private readonly clientOf: (memberId: string) => string | undefined;

  constructor(clientOf: (memberId: string) => string | undefined) {
    this.clientOf = clientOf;
  }

  rename(line: string): string {
    return line.replace(/[\w.-]+?-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (memberId) => {
      let name = this.names.get(memberId);
      if (name === undefined) {
        const client = this.clientOf(memberId) ?? memberId;
        const nth = (this.count.get(client) ?? 0) + 1;
        this.count.set(client, nth);
        name = nth === 1 ? `<${client}>` : `<${client}#${nth}>`;
        this.names.set(memberId, name);
      }
      return name;
    });
  }
}

/** `<*>` in the recording stands for any member or reason: Kafka leaves it to a hash of random ids, or to chance. */
function anyMember(line: string, expected: string): string {
  if (expected.includes('(reason: <*>)')) return line.replace(/\(reason: .*\)/, '(reason: <*>)');
  return expected.includes('<*>') ? line.replace(/<\w+(#\d+)?>/g, '<*>') : line;
}

const prefix = /^(\w+) \[GroupCoordinator id=1 topic=__consumer_offsets partition=\d+\] /;

test.each(cases.map((c) => [c.name, c] as const))('a group behaves as on a real broker: %s', (_, story) => {
  const player = new StoryPlayer(story.in);
  const instances = new Map<string, string>();
  const names = new MemberNames((memberId) => {
    const stem = memberId.slice(0, -37);
    return instances.get(stem) ?? stem;
  });
  story.in.steps.forEach((step, at) => {
    const recorded = story.out.steps[at];
    if (recorded === undefined) return;
    if (step.do === 'start') instances.set(String(step.config?.['group.instance.id']), step.member ?? '');
    const view = player.play(step);
    const where = `step ${at} ${step.do} ${step.member ?? ''}`;
    expect(groupOf(view, recorded.groups[story.in.group]), where).toEqual(recorded.groups[story.in.group]);
    for (const [name, member] of Object.entries(recorded.members)) {
      expect(memberOf(view, name, member), `${where}: ${name}`).toEqual(member);
    }
    const expected = recorded.log.map((line) => line.replace(prefix, '$1 '));
    const log = view.log.map((line) => names.rename(line)).map((line, i) => anyMember(line, expected[i] ?? ''));
    if (recorded.logAnyOrder) expect([...log].sort(), where).toEqual([...expected].sort());
    else expect(log, where).toEqual(expected);
  });
});

/** The facts of a group that the recording has. */
function groupOf(view: StepView, recorded: RecordedStep['groups'][string] | undefined): unknown {
  const { group } = view;
  if (recorded === undefined) return undefined;
  if (recorded.state === 'Dead') return { state: group.state };
  const members = Object.entries(group.members).map(([name, assigned]) => [
    name,
    { ...recorded.members?.[name], assigned },
  ]);
  const facts = { ...group, members: Object.fromEntries(members) };
  return Object.fromEntries(
    Object.entries(recorded).map(([key, value]) => [
      key,
      key in facts && value !== '*' ? facts[key as keyof typeof facts] : value,
    ]),
  );
}

function memberOf(view: StepView, name: string, recorded: Record<string, unknown>): unknown {
  const member = view.members[name];
  if (member === undefined) return undefined;
  const picked: Record<string, unknown> = { ...recorded };
  for (const key of ['assigned', 'positions', 'callbacks', 'received', 'generation'] as const) {
    if (key in recorded) picked[key] = member[key];
  }
  return picked;
}
