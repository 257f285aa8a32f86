import { err, ok, type Result } from '../../base/result.ts';

/*
 * The part of java.util.regex.Pattern that a subscription needs, under the rule of Matcher.matches(): the whole name, so
 * that greed does not count. Whatever Java takes and this does not (references back, look-around, flags, possessive
 * quantifiers, sets inside of sets) is refused. No pattern takes long: all ends of a match are followed at once.
 */

type Node =
  | { readonly kind: 'char'; readonly accepts: (char: string) => boolean }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly min: number; readonly max: number };

/** A compiled pattern. */
export type TopicPattern = (topic: string) => boolean;

/** Longest pattern, in characters: as long as a topic name may be. */
export const maxPatternLength = 249;

class Unsupported extends Error {}

const classes: Readonly<Record<string, RegExp>> = {
  d: /[0-9]/,
  D: /[^0-9]/,
  w: /[A-Za-z0-9_]/,
  W: /[^A-Za-z0-9_]/,
  s: /[ \t\n\v\f\r]/,
  S: /[^ \t\n\v\f\r]/,
};

class Parser {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  parse(): Node {
    const node = this.choice();
    if (this.at < this.text.length) throw new Unsupported(`unmatched ${this.text[this.at] ?? ''}`);
    return node;
  }

  private peek = (): string => this.text[this.at] ?? '';

  private take(): string {
    const char = this.text[this.at];
    if (char === undefined) throw new Unsupported('it ends too early');
    this.at += 1;
    return char;
  }

  private choice(): Node {
    const parts = [this.sequence()];
    while (this.peek() === '|') {
      this.at += 1;
      parts.push(this.sequence());
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.at < this.text.length && this.peek() !== '|' && this.peek() !== ')') parts.push(this.repeated());
    return { kind: 'sequence', parts };
  }

  private repeated(): Node {
    const part = this.single();
    const range = this.quantifier();
    if (range === null) return part;
    // Reluctant ones match the same names.
    if (this.peek() === '?') this.at += 1;
    else if ('+*{'.includes(this.peek()) && this.peek() !== '') throw new Unsupported(`a second ${this.peek()}`);
    return { kind: 'repeat', part, ...range };
  }

  private quantifier(): { readonly min: number; readonly max: number } | null {
    const char = this.peek();
    if (char === '*' || char === '+' || char === '?') {
      this.at += 1;
      return { min: char === '+' ? 1 : 0, max: char === '?' ? 1 : Number.POSITIVE_INFINITY };
    }
    if (char !== '{') return null;
    const found = /^\{(\d{1,3})(,(\d{1,3})?)?\}/.exec(this.text.slice(this.at));
    if (found === null) throw new Unsupported('{ without a number');
    this.at += found[0].length;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === undefined ? Number.POSITIVE_INFINITY : Number(found[3]);
    if (max < min) throw new Unsupported(`${found[0]} counts backwards`);
    return { min, max };
  }

  private single(): Node {
    const char = this.take();
    switch (char) {
      case '.':
        return { kind: 'char', accepts: () => true };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '(':
        return this.group();
      case '[':
        return { kind: 'char', accepts: this.set() };
      case '\\':
        return { kind: 'char', accepts: this.escape() };
      case '*':
      case '+':
      case '?':
      case '{':
        throw new Unsupported(`${char} after nothing`);
      default:
        return { kind: 'char', accepts: (other) => other === char };
    }
  }

  private group(): Node {
    if (this.peek() === '?') {
      this.at += 1;
      if (this.take() !== ':') throw new Unsupported('a group that begins with (?');
    }
    const node = this.choice();
    if (this.take() !== ')') throw new Unsupported('( without )');
    return node;
  }

  private escape(): (char: string) => boolean {
    const char = this.take();
    const known = classes[char];
    if (known !== undefined) return (other) => known.test(other);
    if (/[A-Za-z0-9]/.test(char)) throw new Unsupported(`\\${char}`);
    return (other) => other === char;
  }

  private set(): (char: string) => boolean {
    const negated = this.peek() === '^';
    if (negated) this.at += 1;
    const parts: ((char: string) => boolean)[] = [];
    while (this.peek() !== ']') {
      const char = this.take();
      if (char === '[' || (char === '&' && this.peek() === '&')) throw new Unsupported(`${char} inside of [ ]`);
      if (char === '\\') parts.push(this.escape());
      else parts.push(this.range(char));
    }
    this.at += 1;
    if (parts.length === 0) throw new Unsupported('[ ] of nothing');
    return (char) => parts.some((accepts) => accepts(char)) !== negated;
  }

  private range(from: string): (char: string) => boolean {
    if (this.peek() !== '-' || this.text[this.at + 1] === ']') return (char) => char === from;
    this.at += 1;
    const to = this.take();
    if (to === '\\' || to === '[' || to < from) throw new Unsupported(`the range ${from}-${to}`);
    return (char) => char >= from && char <= to;
  }
}

/** Where a match of the node may end that begins at one of `from`. */
function endsOf(node: Node, text: string, from: ReadonlySet<number>): ReadonlySet<number> {
  switch (node.kind) {
    case 'char':
      return new Set([...from].filter((at) => at < text.length && node.accepts(text.charAt(at))).map((at) => at + 1));
    case 'start':
      return new Set([...from].filter((at) => at === 0));
    case 'end':
      return new Set([...from].filter((at) => at === text.length));
    case 'sequence':
      return node.parts.reduce((ends, part) => (ends.size === 0 ? ends : endsOf(part, text, ends)), from);
    case 'choice':
      return new Set(node.parts.flatMap((part) => [...endsOf(part, text, from)]));
    case 'repeat':
      return endsOfRepeat(node, text, from);
  }
}

function endsOfRepeat(
  { part, min, max }: Extract<Node, { kind: 'repeat' }>,
  text: string,
  from: ReadonlySet<number>,
): ReadonlySet<number> {
  const ends = new Set<number>(min === 0 ? from : []);
  let now = from;
  for (let times = 1; times <= max && now.size > 0; times++) {
    const next = endsOf(part, text, now);
    const before = ends.size;
    if (times >= min) for (const at of next) ends.add(at);
    // Nothing new can come: what it repeats may be empty, or the name has ended.
    if (times >= min && ends.size === before) break;
    if (times < min && isSame(next, now)) {
      for (const at of next) ends.add(at);
      break;
    }
    now = next;
  }
  return ends;
}

const isSame = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean =>
  a.size === b.size && [...a].every((at) => b.has(at));

/** The pattern, or why it is none that can be used here. */
export function compileTopicPattern(text: string): Result<TopicPattern, string> {
  if (text === '') return err('it is empty');
  if (text.length > maxPatternLength) return err(`it has more than ${maxPatternLength} characters`);
  try {
    const node = new Parser(text).parse();
    return ok((topic) => endsOf(node, topic, new Set([0])).has(topic.length));
  } catch (error) {
    if (error instanceof Unsupported) return err(error.message);
    throw error;
  }
}
