/**
 * Why a document or a link cannot be used, as data: the page finds the sentence, in the reader's language.
 * Values that came from outside are quoted shortened (see `shown`), never as they were.
 */
export type DocumentProblem =
  /** The text was cut off or altered on its way. */
  | { readonly kind: 'cut' }
  /** This is no document or link of Samsa. */
  | { readonly kind: 'not-samsa' }
  /** Written by a later Samsa. `of`: the link's encoding or the document in it. */
  | {
      readonly kind: 'future-version';
      readonly of: 'link' | 'document';
      readonly version: number;
      readonly known: number;
    }
  /** `link`: characters of its text. `document`: bytes of its JSON. `parts`: values in it. */
  | { readonly kind: 'too-large'; readonly what: 'link' | 'document' | 'parts'; readonly limit: number }
  /** `path` is like `commands[3].command.broker`; empty means the whole. */
  | { readonly kind: 'invalid'; readonly path: string; readonly reason: InvalidReason };

export type ConfigOwner = 'topic' | 'broker' | 'producer' | 'consumer';

export type InvalidReason =
  | { readonly code: 'missing' }
  | { readonly code: 'unknown-field'; readonly name: string }
  | { readonly code: 'wrong-type'; readonly expected: 'text' | 'number' | 'list' | 'object' }
  /** Something that no saved document can hold. */
  | { readonly code: 'not-data' }
  | { readonly code: 'not-whole' }
  | { readonly code: 'too-small'; readonly min: number }
  | { readonly code: 'too-big'; readonly max: number }
  | { readonly code: 'empty' }
  | { readonly code: 'too-long'; readonly max: number }
  /** Control characters and half surrogate pairs. */
  | { readonly code: 'unprintable' }
  | { readonly code: 'not-one-of'; readonly allowed: readonly string[] }
  | { readonly code: 'too-few'; readonly min: number }
  | { readonly code: 'too-many'; readonly what: Countable; readonly max: number }
  | { readonly code: 'bad-topic-name'; readonly name: string }
  /** Names that start with two underscores belong to Kafka itself. */
  | { readonly code: 'reserved-topic-name'; readonly name: string }
  /** `a.b` and `a_b` would have the same metric name. */
  | { readonly code: 'topic-name-collision'; readonly name: string; readonly other: string }
  /** subscribe(Pattern): `message` says what of it cannot be used, in English. */
  | { readonly code: 'bad-pattern'; readonly pattern: string; readonly message: string }
  /** Topics by name and by pattern at once, or neither. */
  | { readonly code: 'topics-or-pattern' }
  | { readonly code: 'not-unique'; readonly value: string }
  | { readonly code: 'not-in-order' }
  | {
      readonly code: 'unknown';
      readonly what: 'node' | 'topic' | 'producer' | 'group' | 'consumer' | 'preset';
      readonly value: string;
    }
  | { readonly code: 'replication-above-brokers'; readonly replicationFactor: number; readonly brokers: number }
  | { readonly code: 'unknown-config'; readonly owner: ConfigOwner; readonly name: string }
  /** `message` is Kafka's own text. */
  | { readonly code: 'bad-config'; readonly owner: ConfigOwner; readonly name: string; readonly message: string }
  /** A place of a template that is none, or a range that is empty or too wide. */
  | { readonly code: 'bad-place'; readonly place: string; readonly known: readonly string[] }
  /** The text is no value that the serializer takes. */
  | { readonly code: 'not-serializable'; readonly serializer: string; readonly value: string }
  /** The link counts on a preset that has changed since it was made. */
  | { readonly code: 'preset-changed'; readonly preset: string }
  /** A parameter of the address that stands twice, or beside one that excludes it. */
  | { readonly code: 'conflicting-parameter'; readonly name: string };

export type Countable =
  | 'entries'
  | 'brokers'
  | 'topics'
  | 'replicas'
  | 'producers'
  | 'groups'
  | 'consumers'
  | 'commands'
  | 'configs';

export function invalid(path: string, reason: InvalidReason): DocumentProblem {
  return { kind: 'invalid', path, reason };
}

const shownLength = 60;

/** A foreign text as a sentence may quote it: one line, at most 60 characters. */
export function shown(text: string): string {
  let out = '';
  for (const character of text) {
    if (out.length >= shownLength) return `${out}…`;
    out += isPrintable(character) ? character : '\ufffd';
  }
  return out;
}

/** False when `text` has a control character, a line or direction mark, or half a surrogate pair. */
export function isPrintable(text: string): boolean {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return false;
    if (point === 0x2028 || point === 0x2029 || point === 0xfeff) return false;
    if ((point >= 0x200e && point <= 0x200f) || (point >= 0x202a && point <= 0x202e)) return false;
    if ((point >= 0x2066 && point <= 0x2069) || (point >= 0xd800 && point <= 0xdfff)) return false;
  }
  return true;
}
