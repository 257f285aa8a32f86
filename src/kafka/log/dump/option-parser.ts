import { ToolFailure } from './tool-output.ts';

/**
 * joptsimple.OptionParser without abbreviations, as far as the tool's options go: `--name value`, `--name=value`, one dash
 * does as well, `--` ends the options, other words are left aside.
 */
export type ArgumentRule = 'none' | 'required' | 'optional';

/** Values by option; an option without a value has an empty list. */
export type OptionSet = ReadonlyMap<string, readonly string[]>;

function fail(kind: string, message: string): ToolFailure {
  return new ToolFailure(`joptsimple.${kind}`, message);
}

function looksLikeAnOption(word: string): boolean {
  return word.startsWith('-') && word !== '-' && word !== '--';
}

/** null: the word has no `=`. */
function splitToken(word: string): { name: string; value: string | null } {
  const token = word.replace(/^--?/, '');
  const at = token.indexOf('=');
  if (at < 0) return { name: token, value: null };
  return { name: token.slice(0, at), value: token.slice(at + 1) };
}

class Words {
  private readonly words: readonly string[];
  private at = 0;

  constructor(words: readonly string[]) {
    this.words = words;
  }

  peek(): string | undefined {
    return this.words[this.at];
  }

  next(): string | undefined {
    return this.words[this.at++];
  }
}

function takeArgument(rule: ArgumentRule, name: string, value: string | null, words: Words): string | null {
  if (rule === 'none') return null;
  if (value !== null) return value;
  const next = words.peek();
  if (rule === 'optional') return next === undefined || looksLikeAnOption(next) ? null : (words.next() ?? null);
  if (next === undefined) throw fail('OptionMissingRequiredArgumentException', `Option ${name} requires an argument`);
  return words.next() ?? null;
}

/** @throws ToolFailure for an option that is not known or lacks its argument. */
export function parseOptions(args: readonly string[], rules: ReadonlyMap<string, ArgumentRule>): OptionSet {
  const options = new Map<string, string[]>();
  const words = new Words(args);
  for (let word = words.next(); word !== undefined && word !== '--'; word = words.next()) {
    if (!looksLikeAnOption(word)) continue;
    const { name, value } = splitToken(word);
    const rule = rules.get(name);
    if (rule === undefined) throw fail('UnrecognizedOptionException', `${name} is not a recognized option`);
    const argument = takeArgument(rule, name, value, words);
    const values = options.get(name) ?? [];
    if (argument !== null) values.push(argument);
    options.set(name, values);
  }
  return options;
}

/** OptionSet.valueOf. @throws ToolFailure when the option has several values. */
export function optionValue(options: OptionSet, name: string, byDefault: string): string {
  const values = options.get(name) ?? [];
  if (values.length > 1) {
    throw fail(
      'MultipleArgumentsForOptionException',
      `Found multiple arguments for option ${name}, but you asked for only one`,
    );
  }
  return values[0] ?? byDefault;
}
