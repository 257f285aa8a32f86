import type { MetadataImage } from './metadata-image.ts';

/** Topic names as org.apache.kafka.common.internals.Topic judges them. */
const maxNameLength = 249;

/** Why the name is not allowed, in Kafka's words; null: it is. */
export function invalidTopicName(name: string): string | null {
  const reason = invalidReason(name);
  return reason === null ? null : `Topic name is invalid: ${reason}`;
}

function invalidReason(name: string): string | null {
  if (name === '') return 'the empty string is not allowed';
  if (name === '.' || name === '..') return `'${name}' is not allowed`;
  if (name.length > maxNameLength) {
    return `the length of '${name}' is longer than the max allowed length ${maxNameLength}`;
  }
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) {
    return `'${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`;
  }
  return null;
}

/** Names that differ only in . and _ collide in the names of metrics. */
export function topicNamesCollide(a: string, b: string): boolean {
  return a.replaceAll('.', '_') === b.replaceAll('.', '_');
}

/** The name of a topic that this one collides with (it may be itself), or null. */
export function collidingTopic(image: MetadataImage, name: string): string | null {
  if (!/[._]/.test(name)) return null;
  for (const existing of image.topics.keys()) {
    if (topicNamesCollide(existing, name)) return existing;
  }
  return null;
}
