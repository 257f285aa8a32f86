import { compileTopicPattern } from '../kafka/config/topic-pattern.ts';
import type { GroupSetup, MemberSetup } from '../sim/setup.ts';
import { type DocumentProblem, invalid, shown } from './problem.ts';

/** What a group reads and writes exists: topics by name or by pattern, partitions by hand, a topic for dead letters. */
export function checkGroup(
  group: GroupSetup,
  isTopic: (name: string) => boolean,
  path: string,
): DocumentProblem | null {
  return (
    checkSubscription(group, isTopic, path) ??
    checkDeadLetters(group, isTopic, `${path}.application.poison.deadLetterTopic`) ??
    firstProblem(group.members, (member, i) => checkAssign(member, isTopic, `${path}.members[${i}].assign`))
  );
}

function firstProblem<T>(
  items: readonly T[],
  check: (item: T, index: number) => DocumentProblem | null,
): DocumentProblem | null {
  for (const [i, item] of items.entries()) {
    const problem = check(item, i);
    if (problem !== null) return problem;
  }
  return null;
}

const unknownTopic = (path: string, topic: string): DocumentProblem =>
  invalid(path, { code: 'unknown', what: 'topic', value: shown(topic) });

function checkSubscription(
  { topics, pattern }: GroupSetup,
  isTopic: (name: string) => boolean,
  path: string,
): DocumentProblem | null {
  if (topics.length > 0 === (pattern !== undefined)) return invalid(`${path}.topics`, { code: 'topics-or-pattern' });
  if (pattern !== undefined) {
    const compiled = compileTopicPattern(pattern);
    if (compiled.ok) return null;
    return invalid(`${path}.pattern`, { code: 'bad-pattern', pattern: shown(pattern), message: compiled.error });
  }
  return firstProblem(topics, (topic, i) => {
    const at = `${path}.topics[${i}]`;
    if (!isTopic(topic)) return unknownTopic(at, topic);
    return topics.indexOf(topic) === i ? null : invalid(at, { code: 'not-unique', value: shown(topic) });
  });
}

/** Where topics are known by name, the default one of each must exist as well: nobody makes it. */
function checkDeadLetters(
  { topics, application }: GroupSetup,
  isTopic: (name: string) => boolean,
  path: string,
): DocumentProblem | null {
  const { poison } = application ?? {};
  if (poison?.giveUp !== 'dead-letter') return null;
  const { deadLetterTopic } = poison;
  const names = deadLetterTopic === undefined ? topics.map((topic) => `${topic}.DLT`) : [deadLetterTopic];
  return firstProblem(names, (topic) => (isTopic(topic) ? null : unknownTopic(path, topic)));
}

export function checkAssign(
  { assign = [] }: Pick<MemberSetup, 'assign'>,
  isTopic: (name: string) => boolean,
  path: string,
): DocumentProblem | null {
  const seen = new Set<string>();
  return firstProblem(assign, ({ topic, partition }, i) => {
    const name = `${topic}-${partition}`;
    if (!isTopic(topic)) return unknownTopic(`${path}[${i}].topic`, topic);
    if (seen.has(name)) return invalid(`${path}[${i}]`, { code: 'not-unique', value: shown(name) });
    seen.add(name);
    return null;
  });
}
