import { err, ok, type Result } from '../../base/result.ts';

/*
 * The part of java.util.regex.Pattern that a subscription needs, under the rule of Matcher.matches(): the whole name, so
 * that greed does not count. Whatever Java takes and this does not (references back, look-around, flags, possessive
 * quantifiers, sets inside of sets) is refused. No pattern takes long: all ways through it are followed at once.
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

/** One state of the machine that a pattern is: what it asks of the name, and where it then goes. */
type State =
  | { readonly kind: 'char'; readonly accepts: (char: string) => boolean; readonly next: number }
  | { readonly kind: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'either'; next: readonly number[] }
  | { readonly kind: 'match' };

/** A counted repeat is so many copies: what would need more of them than this is refused. */
const mostCopies = 4000;

/** States from the last to the first, so that each knows where it goes. */
class Builder {
  readonly states: State[] = [{ kind: 'match' }];
  private copies = 0;

  private add(state: State): number {
    this.states.push(state);
    return this.states.length - 1;
  }

  /** The state in which a match of `node` begins that goes on at `next`. */
  build(node: Node, next: number): number {
    this.copies += 1;
    if (this.copies > mostCopies) throw new Unsupported('it repeats too much');
    switch (node.kind) {
      case 'char':
        return this.add({ kind: 'char', accepts: node.accepts, next });
      case 'start':
      case 'end':
        return this.add({ kind: node.kind, next });
      case 'sequence':
        return node.parts.reduceRight((after, part) => this.build(part, after), next);
      case 'choice':
        return this.add({ kind: 'either', next: node.parts.map((part) => this.build(part, next)) });
      case 'repeat':
        return this.repeat(node, next);
    }
  }

  private repeat({ part, min, max }: Extract<Node, { kind: 'repeat' }>, next: number): number {
    let first = next;
    let still = min;
    if (max === Number.POSITIVE_INFINITY) {
      const again: State & { kind: 'either' } = { kind: 'either', next: [] };
      const after = this.add(again);
      const body = this.build(part, after);
      again.next = [body, next];
      first = min === 0 ? after : body;
      still = Math.max(0, min - 1);
    } else {
      for (let times = min; times < max; times++)
        first = this.add({ kind: 'either', next: [this.build(part, first), next] });
    }
    for (; still > 0; still--) first = this.build(part, first);
    return first;
  }
}

/** Follows all ways through the states at once: each state is looked at once for each character of the name. */
function matches(states: readonly State[], first: number, text: string): boolean {
  let now = reachedFrom(states, [first], text, 0);
  for (let at = 0; at < text.length && now.size > 0; at++) {
    const after: number[] = [];
    for (const state of now) {
      const it = states[state];
      if (it?.kind === 'char' && it.accepts(text.charAt(at))) after.push(it.next);
    }
    now = reachedFrom(states, after, text, at + 1);
  }
  return [...now].some((state) => states[state]?.kind === 'match');
}

/** These states, and those that are reached from them without a further character. */
function reachedFrom(states: readonly State[], from: readonly number[], text: string, at: number): Set<number> {
  const reached = new Set<number>(from);
  // What is added meanwhile is come to as well.
  for (const state of reached) {
    const it = states[state];
    if (it?.kind === 'either') for (const next of it.next) reached.add(next);
    else if (it?.kind === 'start' && at === 0) reached.add(it.next);
    else if (it?.kind === 'end' && at === text.length) reached.add(it.next);
  }
  return reached;
}

/** The pattern, or why it is none that can be used here. */
export function compileTopicPattern(text: string): Result<TopicPattern, string> {
  if (text === '') return err('it is empty');
  if (text.length > maxPatternLength) return err(`it has more than ${maxPatternLength} characters`);
  try {
    const builder = new Builder();
    const first = builder.build(new Parser(text).parse(), 0);
    return ok((topic) => matches(builder.states, first, topic));
  } catch (error) {
    if (error instanceof Unsupported) return err(error.message);
    throw error;
  }
}
