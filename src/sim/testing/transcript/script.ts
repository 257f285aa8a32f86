/** One line of a transcript: `verb word … name=value …`. */
export interface Step {
  readonly line: string;
  readonly verb: string;
  readonly words: readonly string[];
  readonly named: ReadonlyMap<string, string>;
}

/** What a transcript file says: remarks and steps in their order. What was printed under the steps is not read. */
export type Part =
  | { readonly kind: 'remark'; readonly text: string }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] };

const BAR = '----';

function stepOf(line: string): Step {
  const [verb = '', ...rest] = line.split(/ +/);
  const named = new Map<string, string>();
  const words: string[] = [];
  for (const word of rest) {
    const at = word.indexOf('=');
    if (at > 0) named.set(word.slice(0, at), word.slice(at + 1));
    else words.push(word);
  }
  return { line, verb, words, named };
}

/**
 * Reads a transcript: blocks with an empty line between them, either remarks (`# …`) or steps, then a bar, then what they
 * printed. A file without what was printed is one that was not played yet.
 */
export function parseTranscript(text: string): Part[] {
  return text
    .trim()
    .split(/\n\n+/)
    .map((block): Part => {
      if (block.startsWith('#')) return { kind: 'remark', text: block };
      const lines = block.split('\n');
      const bar = lines.indexOf(BAR);
      return { kind: 'steps', steps: lines.slice(0, bar < 0 ? lines.length : bar).map(stepOf) };
    });
}

/** The file's text: what each block of steps printed stands under its bar. */
export function formatTranscript(
  parts: readonly { readonly part: Part; readonly printed: readonly string[] }[],
): string {
  const blocks = parts.map(({ part, printed }) =>
    part.kind === 'remark' ? part.text : [...part.steps.map(({ line }) => line), BAR, ...printed].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}
